import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on, read from the machine. The load tells whether others worked on it too. */
export function machineFigures() {
  const [cpu] = cpus();
  return [
    { figure: 'date', value: new Date().toISOString().slice(0, 10), unit: '' },
    { figure: 'cores', value: cpus().length, unit: '', note: cpu?.model?.trim() ?? '' },
    { figure: 'memory', value: totalmem() / 2 ** 30, unit: 'GiB' },
    { figure: 'Node', value: process.version, unit: '', note: `${process.platform} ${process.arch}` },
    {
      figure: 'load at start',
      value: loadavg()[0],
      unit: '',
      note: 'runnable threads, 1 minute; above 0.5 others disturb absolute figures',
    },
  ];
}
