import { parseCapsetArguments } from '../../../cli/capset-arguments';

const nothing = { help: false, version: false, show: false, force: false, pid: undefined, changes: [] };

test.each([
  [['-d', '+CAN_MIGRATE'], { changes: [{ which: 'inheritableEffective', spec: '+CAN_MIGRATE' }] }],
  [['-d', '-CAN_MIGRATE'], { changes: [{ which: 'inheritableEffective', spec: '-CAN_MIGRATE' }] }],
  [['-d-CAN_MIGRATE'], { changes: [{ which: 'inheritableEffective', spec: '-CAN_MIGRATE' }] }],
  [['--inheritable-effective', '-CAN_MIGRATE'], { changes: [{ which: 'inheritableEffective', spec: '-CAN_MIGRATE' }] }],
  [['--inheritable-effective=+A=B'], { changes: [{ which: 'inheritableEffective', spec: '+A=B' }] }],
  [['-k', '7', '-e', '+A,B', '-p', '01067', '-i', 'C', '-d', '-D'], {
    pid: 7,
    changes: [
      { which: 'effective', spec: '+A,B' }, { which: 'permitted', spec: '01067' }, { which: 'inheritablePermitted', spec: 'C' },
      { which: 'inheritableEffective', spec: '-D' },
    ],
  }],
  [['-sk', '7'], { show: true, pid: 7 }],
  [['-fk7', '-e3'], { force: true, pid: 7, changes: [{ which: 'effective', spec: '3' }] }],
  [['--show', '--pid=7'], { show: true, pid: 7 }],
  [['--eff', '3', '--for'], { force: true, changes: [{ which: 'effective', spec: '3' }] }],
  [['--help'], { help: true }],
  [['-v'], { version: true }],
  [[], {}],
])('understands %j', (argv, expected) => {
  expect(parseCapsetArguments(argv)).toEqual({ ok: true, value: { ...nothing, ...expected } });
});

test.each([
  [['-x'], '"-x" is no option of krgcapset; see krgcapset --help'],
  [['CAN_MIGRATE'], '"CAN_MIGRATE" is no option of krgcapset; see krgcapset --help'],
  [['--'], '"--" is no option of krgcapset; see krgcapset --help'],
  [['-d'], '-d (--inheritable-effective) needs a value, such as -d +CAN_MIGRATE'],
  [['-k'], '-k (--pid) needs a value, such as -k 65601'],
  [['-k', 'x', '-s'], '"x" is not a PID; write a number such as 65601'],
  [['--inheritable', '1'], '--inheritable may mean --inheritable-permitted or --inheritable-effective; write it out'],
  [['--show=1'], '--show takes no value'],
  [['-s', '-d', '+CAN_MIGRATE'], '--show only looks: change the sets first, then show them with a second command'],
  [['-k', '7'], 'nothing to do: name a set to change, such as -d +CAN_MIGRATE, or --show'],
])('refuses %j', (argv, sentence) => {
  expect(parseCapsetArguments(argv)).toEqual({ ok: false, error: { code: 'bad-input', sentence } });
});
