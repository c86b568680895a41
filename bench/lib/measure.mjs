/** Unmeasured at the beginning of a side's round, as a share of it: until the server is in its stride again. */
const LEAD_IN = 0.5;

/**
 * Rounds of both sides in turn, each in the other's shadow: whatever else the machine does meets both. Which side begins changes
 * from round to round, and none begins before the database has worked off what the other has left. Each side warms up first: until V8 has
 * compiled what comes often, a server takes a fifth more of CPU.
 */
export async function measure(
  { run, servers, databaseCpu, settle, other = 'floor' },
  workload,
  { rounds, seconds, warmUp },
  onRound,
) {
  const sides = ['ours', other];
  const results = [];
  for (const side of sides) await run({ workload, side, seconds: warmUp, seed: 1 });
  for (let round = 1; round <= rounds; round++) {
    const result = {};
    for (const side of round % 2 === 1 ? sides : sides.toReversed()) {
      await settle();
      await run({ workload, side, seconds: seconds * LEAD_IN, seed: 1_000 + round });
      result[side] = await measureRound(
        { run, server: servers[side], databaseCpu },
        { workload, side, seconds, seed: round + 1 },
      );
    }
    results.push(result);
    onRound(round, result);
  }
  return summary(results, other);
}

async function measureRound({ run, server, databaseCpu }, order) {
  const before = { server: server.cpuMicros(), database: databaseCpu() };
  await server.profiler?.start();
  const { elapsedMs, latencies } = await run(order);
  await server.profiler?.stop(order.workload);
  const count = latencies.length;
  return {
    perSecond: (count * 1000) / elapsedMs,
    p50: at(latencies, 0.5),
    p99: at(latencies, 0.99),
    serverCpu: (server.cpuMicros() - before.server) / count,
    databaseCpu: (databaseCpu() - before.database) / count,
    rssMb: server.rssMb(),
  };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Medians over the rounds; ratios are made within a round first. */
function summary(results, other) {
  const figures = Object.keys(results[0].ours);
  const each = (pick) =>
    Object.fromEntries(
      figures.map((figure) => [figure, median(results.map((round) => pick(round, figure)))]),
    );
  return {
    ours: each(({ ours }, figure) => ours[figure]),
    [other]: each((round, figure) => round[other][figure]),
    ratio: each((round, figure) => round.ours[figure] / round[other][figure]),
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
