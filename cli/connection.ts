// Finds the agent of this machine and loads the client only when a command really asks something: `--help` and typing
// errors should not pay for loading gRPC. It refuses to know any question.
import type { LocalAgent } from './client';

const DEFAULT_SOCKET = '/run/krg/krgd.sock';

/** The path of the agent's socket; the environment variable KRG_SOCKET overrides it. */
export function socketPath(): string {
  const wanted = process.env['KRG_SOCKET'];
  return wanted === undefined || wanted === '' ? DEFAULT_SOCKET : wanted;
}

/** Opens the way to the agent, asks, and closes it again whatever happens. */
export async function withAgent<T>(ask: (agent: LocalAgent) => Promise<T>): Promise<T> {
  // require instead of an import at the top is what makes the loading late.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { connect } = require('./client') as typeof import('./client');
  const agent = connect(socketPath());
  try {
    return await ask(agent);
  } finally {
    agent.close();
  }
}
