-- wrk asks for the paths of a file, one after the other.
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local place = 0
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
-- …and says what half, 95 and 99 of a hundred took at the most, in microseconds.
done = function(summary, latency)
  io.write(string.format("latencies %d %d %d\n",
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
