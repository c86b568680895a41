const SIDES = ['ours', 'floor'];

/**
 * Rounds of both sides in turn, each in the other's shadow: whatever else the machine does meets both. Which side begins changes
 * from round to round. Each side warms up first: until V8 has compiled what comes often, a server takes a fifth more of CPU.
 */
export async function measure({ run, servers, databaseCpu }, workload, { rounds, seconds, warmUp }, onRound) {
  const results = [];
  for (const side of SIDES) await run({ workload, side, seconds: warmUp, seed: 1 });
  for (let round = 1; round <= rounds; round++) {
    const result = {};
    for (const side of round % 2 === 1 ? SIDES : SIDES.toReversed()) {
      result[side] = await measureRound(
        { run, server: servers[side], databaseCpu },
        { workload, side, seconds, seed: round + 1 },
      );
    }
    results.push(result);
    onRound(round, result);
  }
  return summary(results);
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
function summary(results) {
  const of = (pick) => median(results.map(pick));
  const sideOf = (side) =>
    Object.fromEntries(
      Object.keys(results[0][side]).map((figure) => [figure, of((round) => round[side][figure])]),
    );
  return {
    ours: sideOf('ours'),
    floor: sideOf('floor'),
    throughput: of(({ ours, floor }) => ours.perSecond / floor.perSecond),
    cpu: of(({ ours, floor }) => ours.serverCpu / floor.serverCpu),
    p99: of(({ ours, floor }) => ours.p99 / floor.p99),
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
