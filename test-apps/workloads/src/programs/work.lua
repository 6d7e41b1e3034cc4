-- Sorts, strings, closures and a recursion; prints a digest every tenth round.
local rounds = tonumber((...))
local seed = 20071
local function random(n)
  seed = (seed * 16807) % 2147483647
  return seed % n
end
local function place(n, row, cols, up, down)
  if row == n then return 1 end
  local found = 0
  for c = 0, n - 1 do
    if not (cols[c] or up[row + c] or down[row - c + n]) then
      cols[c], up[row + c], down[row - c + n] = true, true, true
      found = found + place(n, row + 1, cols, up, down)
      cols[c], up[row + c], down[row - c + n] = nil, nil, nil
    end
  end
  return found
end
local digest = 1
local function mix(x) digest = (digest * 31 + x) % 1000000007 end
for round = 1, rounds do
  mix(place(6, 0, {}, {}, {}))
  local numbers = {}
  for i = 1, 200 do numbers[i] = random(10000) end
  table.sort(numbers, function(a, b) return a > b end)
  local words = {}
  for i = 1, 200, 9 do
    mix(numbers[i])
    words[#words + 1] = string.format("%04d", numbers[i])
  end
  for word in string.gmatch(table.concat(words, " "), "%d+") do mix(tonumber(word)) end
  if round % 10 == 0 then print(round, string.format("%d", digest)) end
end
print("end", string.format("%d", digest))
