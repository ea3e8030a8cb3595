import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { encodeFrame, FRAME } from '../../../agent/frames';
import { abstractName, NativeLink } from '../../../agent/native-link';

let server: Server;
let accepted: Socket[] = [];
const ID = String(process.pid);

beforeEach(async () => {
  accepted = [];
  server = createServer((socket) => accepted.push(socket.on('error', () => undefined)));
  server.listen({ path: abstractName('deputy', ID) });
  await once(server, 'listening');
});

afterEach(() => {
  accepted.forEach((socket) => socket.destroy());
  server.close();
});

test('a link whose other side has gone never asks to wait for a drain that will not come', async () => {
  const link = await NativeLink.open('deputy', ID);
  accepted[0]?.end();
  await once(link as never, 'close');
  expect(link.closed).toBe(true);
  for (let count = 0; count < 100; count++) expect(link.send(FRAME.data, Buffer.alloc(65536))).toBe(true);
}, 5000);

test('a slow other side makes send say so, and drain follows once it reads', async () => {
  const link = await NativeLink.open('deputy', ID);
  let open = true;
  for (let count = 0; open && count < 200; count++) open = link.send(FRAME.data, Buffer.alloc(65536));
  expect(open).toBe(false);
  accepted[0]?.resume();
  await once(link as never, 'drain');
  link.close();
});

test('until shows every frame in order and rejects when the link closes first', async () => {
  const link = await NativeLink.open('deputy', ID);
  const seen: number[] = [];
  const waiting = link.until((frame) => {
    seen.push(frame.type);
    return frame.type === FRAME.running;
  }, 4000);
  accepted[0]?.write(Buffer.concat([encodeFrame(FRAME.held), encodeFrame(FRAME.state), encodeFrame(FRAME.running)]));
  await waiting;
  expect(seen).toEqual([FRAME.held, FRAME.state, FRAME.running]);
  const closed = expect(link.expect([FRAME.go], 4000)).rejects.toThrow('the connection closed');
  accepted[0]?.destroy();
  await closed;
});

test('nothing listening is an error that names what was tried', async () => {
  await expect(NativeLink.open('shim', 'nobody', 1)).rejects.toThrow('nothing listens at krg-shim-nobody');
});
