// Original file: proto/peer.proto


/**
 * An open pipe end, socket, terminal or file joined to something outside the unit; docs/native-protocol.md.
 */
export interface Channel {
  'id'?: (number);
  /**
   * pipe, sock, tty, file
   */
  'kind'?: (string);
  /**
   * in, out, io
   */
  'direction'?: (string);
  /**
   * descriptor number in the member `pid` when it was dumped last; -1: the body has closed it
   */
  'fd'?: (number);
  'pid'?: (number);
  /**
   * how CRIU names it where it was dumped last
   */
  'key'?: (string);
  /**
   * kind file
   */
  'path'?: (string);
  /**
   * kind tty: rows:cols:xpixel:ypixel:hex of struct termios
   */
  'tty'?: (string);
}

/**
 * An open pipe end, socket, terminal or file joined to something outside the unit; docs/native-protocol.md.
 */
export interface Channel__Output {
  'id': (number);
  /**
   * pipe, sock, tty, file
   */
  'kind': (string);
  /**
   * in, out, io
   */
  'direction': (string);
  /**
   * descriptor number in the member `pid` when it was dumped last; -1: the body has closed it
   */
  'fd': (number);
  'pid': (number);
  /**
   * how CRIU names it where it was dumped last
   */
  'key': (string);
  /**
   * kind file
   */
  'path': (string);
  /**
   * kind tty: rows:cols:xpixel:ypixel:hex of struct termios
   */
  'tty': (string);
}
