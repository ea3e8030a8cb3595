import { describeStatus, encodeFrame, FRAME, FrameReader, isEndToEnd, readExit, routeOf } from '../../../agent/frames';

test('frames come out whole however the bytes are cut', () => {
  const bytes = Buffer.concat([encodeFrame(FRAME.data, Buffer.from('abc')), encodeFrame(FRAME.link), encodeFrame(FRAME.exit, Buffer.alloc(8, 1))]);
  for (let step = 1; step <= bytes.length; step++) {
    const reader = new FrameReader();
    const frames = [];
    for (let at = 0; at < bytes.length; at += step) frames.push(...reader.push(bytes.subarray(at, at + step)));
    expect(frames.map((frame) => [frame.type, frame.payload.length])).toEqual([[FRAME.data, 3], [FRAME.link, 0], [FRAME.exit, 8]]);
  }
});

test('an impossible length is an error, not a wait for gigabytes', () => {
  const bad = encodeFrame(FRAME.data);
  bad.writeUInt32LE(0x7fffffff, 0);
  expect(() => new FrameReader().push(bad)).toThrow(/impossible length/);
  bad.writeUInt32LE(0, 0);
  expect(() => new FrameReader().push(bad)).toThrow(/impossible length/);
});

test('a frame of a shim finds its deputy by channel or PID; agents keep their own frames', () => {
  const channel = Buffer.from([7, 0, 0, 0]);
  const pid = Buffer.from([0x42, 0, 1, 0, 0, 0, 0, 0]);
  expect(routeOf({ type: FRAME.data, payload: channel })).toEqual({ channel: 7 });
  expect(routeOf({ type: FRAME.exit, payload: pid })).toEqual({ pid: 0x10042 });
  expect(routeOf({ type: FRAME.hello, payload: Buffer.alloc(0) })).toBe('all');
  expect(isEndToEnd({ type: FRAME.offset, payload: channel })).toBe(true);
  expect(isEndToEnd({ type: FRAME.state, payload: channel })).toBe(false);
});

test('wait statuses read as people say them', () => {
  const payload = Buffer.alloc(8);
  payload.writeUInt32LE(65602, 0);
  payload.writeUInt32LE(3 << 8, 4);
  expect(readExit({ type: FRAME.exit, payload })).toEqual({ pid: 65602, status: 768 });
  expect(describeStatus(768)).toBe('exit status 3');
  expect(describeStatus(9)).toBe('signal 9');
  expect(describeStatus(11 | 0x80)).toBe('signal 11');
});
