// Trees, a recursion, strings and a regular expression; prints a digest every tenth round.
var rounds = parseInt(arguments[0]);
var seed = 20071, digest = 1;
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n; }
function mix(x) { digest = (digest * 31 + x) % 1000000007; }
function tree(depth) {
  return depth == 0 ? null : { value: random(1000), left: tree(depth - 1), right: tree(depth - 1) };
}
function sum(t) { return t == null ? 0 : (t.value + 3 * sum(t.left) + 5 * sum(t.right)) % 1000003; }
for (var round = 1; round <= rounds; round++) {
  mix(sum(tree(7)));
  var counts = {}, text = "";
  for (var i = 0; i < 60; i++) {
    var word = "w" + random(30);
    counts[word] = (counts[word] || 0) + 1;
    text += word + " ";
  }
  var words = [];
  for (var w in counts) words.push(w);
  words.sort();
  for (var k = 0; k < words.length; k++) mix(counts[words[k]]);
  mix(text.replace(/w1/g, "x").length);
  if (round % 10 == 0) print(round + " " + digest);
}
print("end " + digest);
