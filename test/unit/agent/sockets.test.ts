import { describeSocket, formatAddress, parseUnixPeers } from '../../../agent/sockets';

test('addresses of /proc/net are turned round and written as people write them', () => {
  expect(formatAddress('01004D0A:1F90')).toBe('10.77.0.1:8080');
  expect(formatAddress('00000000000000000000000001000000:0050')).toBe('[0000:0000:0000:0000:0000:0000:0000:0001]:80');
});

test('a socket is described by what it does', () => {
  expect(describeSocket('tcp', ['0:', '01004D0A:0050', '02004D0A:1388', '01'])).toBe('a TCP connection from 10.77.0.1:80 to 10.77.0.2:5000');
  expect(describeSocket('tcp', ['0:', '00000000:0050', '00000000:0000', '0A'])).toBe('a TCP socket listening on 0.0.0.0:80');
  expect(describeSocket('udp', ['0:', '01004D0A:0050'])).toBe('a UDP socket on 10.77.0.1:80');
  expect(describeSocket('netlink', [])).toBe('a netlink socket');
});

test('peers of Unix sockets are read from ss, whatever the path looks like', () => {
  const text = 'u_str ESTAB 0      0                  * 1525            * 1524       \n'
    + 'u_str ESTAB 0      0      /run/some path 77            * 78       \n'
    + 'u_dgr UNCONN 0 0 * 5 * 0\nu_str LISTEN 0 128 /run/x.sock 9 * 0\n';
  expect([...parseUnixPeers(text)]).toEqual([[1525, 1524], [77, 78], [9, 0]]);
});
