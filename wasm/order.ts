// The order in which C can define types: each comes after all that it needs. Anonymous structs and unions are part of what holds them.
import {write} from './header';
import * as kinds from './kinds';
import * as reasons from './reasons';
import {refuse} from './refuse';
import * as states from './states';
import * as types from './types';

/** Real ones stay below 40. */
const deepest: u32 = 200;

let depth: u32 = 0;

/** Writes the name of a type alone, `struct task_struct;`, or all of it, after all that this needs, unless it was. */
export function need(id: u32, whole: bool): void {
  if (id === 0) return;
  const begun = whole ? states.wholeBegun : states.nameBegun;
  const done = whole ? states.wholeDone : states.nameDone;
  const state = states.stateOf(id);
  if ((state & (done | states.wholeDone)) !== 0) return;
  if ((state & begun) !== 0) refuse(reasons.containsItself, id, 0);
  if (++depth > deepest) refuse(reasons.tooDeep, id, deepest);
  states.add(id, begun);
  visit(id, whole);
  states.add(id, done);
  depth--;
}

function visit(id: u32, whole: bool): void {
  const at = types.record(id);
  const kind = types.kind(at);
  if (kinds.isModifier(kind)) need(types.type(at), whole);
  else if (kind === kinds.pointer || kind === kinds.func) need(types.type(at), false);
  else if (kinds.isComposite(kind)) composite(id, at, whole);
  else if (kind === kinds.array) need(types.arrayElement(at), true);
  else if (kind === kinds.typedef) typedef(id, at, whole);
  else if (kind === kinds.prototype) prototype(at);
  else if (kind === kinds.int || kind === kinds.float || kind === kinds.forward) once(id);
  else if (kinds.isEnum(kind) && types.name(at) !== 0) once(id);
}

function composite(id: u32, at: usize, whole: bool): void {
  const named = types.name(at) !== 0;
  if (!whole) {
    if (named) write(id, false);
    else need(id, true);
    return;
  }
  const end = types.elementsEnd(at, types.memberBytes);
  for (let member = types.elements(at); member < end; member += types.memberBytes)
    need(types.elementType(member), true);
  if (named) write(id, true);
}

function typedef(id: u32, at: usize, whole: bool): void {
  const type = types.type(at);
  if (whole) {
    need(id, false);
    need(type, true);
  } else {
    need(type, false);
    write(id, true);
  }
}

function prototype(at: usize): void {
  need(types.type(at), false);
  const end = types.elementsEnd(at, types.parameterBytes);
  for (let parameter = types.elements(at); parameter < end; parameter += types.parameterBytes)
    need(types.elementType(parameter), false);
}

/** For what is written the same way whichever part is asked for. */
function once(id: u32): void {
  if ((states.stateOf(id) & states.nameDone) !== 0) return;
  states.add(id, states.nameDone);
  write(id, true);
}
