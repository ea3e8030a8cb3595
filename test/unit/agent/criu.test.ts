import { dumpArguments, firstError, restoreArguments } from '../../../agent/criu';

test('a failure is explained by the first error line, without time stamp and source position', () => {
  const log = [
    '(00.000001) Version: 4.2.1',
    "(00.012345) Error (criu/sockets.c:156): sockets: Can't get 1:16 opt: Operation not supported",
    '(00.012400) Error (criu/cr-dump.c:1799): Dump files (pid: 5) failed with -1',
  ].join('\n');
  expect(firstError(log)).toBe("sockets: Can't get 1:16 opt: Operation not supported");
  expect(firstError(`(00.001) Error (criu/rlimit.c:1): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted\n(00.002) Error (criu/tty.c:5): the real one`)).toBe('the real one');
  expect(firstError('(00.001)  65602: Error (criu/x.c:1): oops')).toBe('oops');
  expect(firstError('(00.000001) all is well')).toBeUndefined();
});

test('dump names every channel as external and never lets CRIU thaw or place anything', () => {
  const args = dumpArguments({ pid: 7, directory: '/i', freezeCgroup: '/c', channels: [{ kind: 'pipe', key: 'pipe:[1]' }, { kind: 'tty', key: 'tty[8803:1a]' }] });
  expect(args).toEqual(expect.arrayContaining(['--leave-running', '--shell-job', '--manage-cgroups=ignore', '--freeze-cgroup', '/c']));
  expect(args.join(' ')).toMatch(/--external pipe:\[1\] --external tty\[8803:1a\]$/);
});

test('restore inherits each channel under the name CRIU gave it, sockets under their other name', () => {
  const args = restoreArguments({ directory: '/i', actionScript: '/s --hold /h', inherit: [{ fd: 200, kind: 'pipe', key: 'pipe:[1]' }, { fd: 201, kind: 'sock', key: 'unix[5]' }] });
  expect(args.join(' ')).toMatch(/--inherit-fd fd\[200\]:pipe:\[1\] --inherit-fd fd\[201\]:socket:\[5\]$/);
  expect(args).toContain('--restore-sibling');
});
