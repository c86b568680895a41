/** Required by a server before its own program: at SIGUSR2 it collects its garbage and says on stderr what is left. */
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

process.on('SIGUSR2', () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(`${JSON.stringify({ level: 30, msg: 'memory', bytes: heapUsed + external })}\n`);
});
