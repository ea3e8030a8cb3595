// krglab cut and heal: which packets between nodes are lost. A cut is a matter of the cable: it outlives the nodes at
// both its ends. It refuses everything but loss.
import { deliver, lose } from './namespaces';
import { refusal } from './refusal';
import { findNode, readCuts, removeCut, runningInit, writeCut, type Cut, type Lab } from './state';

/** What the first node sends to the second is lost from now on; unless `oneWay`, also the other way round. */
export function cutNodes(lab: Lab, from: string, to: string, oneWay: boolean): void {
  for (const cut of cutsBetween(lab, from, to, oneWay)) {
    writeCut(lab.name, cut);
    apply(lab, cut, lose);
  }
}

/** Ends the cuts between two nodes, both ways. */
export function healNodes(lab: Lab, from: string, to: string): void {
  for (const cut of cutsBetween(lab, from, to, false)) healCut(lab, cut);
}

/** Ends all cuts of the lab. */
export function healAll(lab: Lab): void {
  for (const cut of readCuts(lab.name)) healCut(lab, cut);
}

function healCut(lab: Lab, cut: Cut): void {
  removeCut(lab.name, cut);
  apply(lab, cut, deliver);
}

// A node that is down gets its cuts when it boots.
function apply(lab: Lab, cut: Cut, change: (initPid: number, address: string) => void): void {
  const init = runningInit(lab.name, cut.from);
  if (init !== undefined) change(init.pid, findNode(lab, cut.to).address);
}

function cutsBetween(lab: Lab, first: string, second: string, oneWay: boolean): Cut[] {
  const from = findNode(lab, first).name;
  const to = findNode(lab, second).name;
  if (from === to) throw refusal('bad-input', `${from} has no cable to itself; name two nodes`);
  return oneWay ? [{ from, to }] : [{ from, to }, { from: to, to: from }];
}
