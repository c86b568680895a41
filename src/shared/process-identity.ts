import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

interface ProcessState {
  /** One letter, as the kernel has it; Z and X: it has ended. */
  state: string;
  /** Clock ticks since the machine was started. */
  startedAt: string;
}

/**
 * Names a process that runs on this machine: the machine since its start, the space in which process ids are counted, the id, and when
 * the process was started. Null where the system does not say so (only Linux does).
 */
export function identityOf(pid: number): string | null {
  const machine = thisMachine();
  const found = stateOf(pid);
  return machine && found ? `${machine}:${pid}:${found.startedAt}` : null;
}

/** Whether the process of that name has ended. False when that cannot be told from here, and for text that is no such name. */
export function hasEnded(identity: string): boolean {
  const [machine, id, startedAt] = identity.split(':');
  const pid = Number(id);
  if (!startedAt || machine !== thisMachine() || !Number.isSafeInteger(pid) || pid <= 0) return false;
  if (!exists(pid)) return true;
  const found = stateOf(pid);
  return found !== null && (found.startedAt !== startedAt || 'ZX'.includes(found.state));
}

let machine: string | null | undefined;

function thisMachine(): string | null {
  if (machine === undefined) machine = readMachine();
  return machine;
}

function readMachine(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const parts = [boot, readlinkSync('/proc/self/ns/pid'), hostname()];
    return createHash('sha256').update(parts.join(' ')).digest('base64url').slice(0, 16);
  } catch {
    return null;
  }
}

/** Also true for a process of somebody else. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function stateOf(pid: number): ProcessState | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, startedAt: fields[19]! };
  } catch {
    return null;
  }
}
