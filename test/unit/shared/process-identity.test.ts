import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasEnded, identityOf } from '../../../src/shared/process-identity';

const onLinux = process.platform === 'linux' ? test : test.skip;

function idle() {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}

onLinux('a process that runs has not ended, one that was killed has', async () => {
  const child = idle();
  const identity = identityOf(child.pid!)!;
  expect(hasEnded(identity)).toBe(false);
  child.kill('SIGSTOP');
  expect(hasEnded(identity)).toBe(false);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(hasEnded(identity)).toBe(true);
});

onLinux('a later process with the same id is another one', () => {
  const identity = identityOf(process.pid)!;
  expect(hasEnded(identity)).toBe(false);
  expect(hasEnded(`${identity}1`)).toBe(true);
});

test('nothing is said about processes of other machines, and about what is no name of one', () => {
  expect(hasEnded('another-machine:999999:1')).toBe(false);
  for (const text of ['', ':', '::', 'x:1', `${identityOf(process.pid)?.split(':')[0]}:zero:1`])
    expect(hasEnded(text)).toBe(false);
});
