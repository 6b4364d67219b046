// What events make of records, for one person: the same rules as yinuo/verdicts/projection.py.
export const GONE = new Set(["rejected", "split", "merged"]);

export function effective(decisions) {
  const undone = new Set();
  for (const own of [...decisions].reverse()) {
    if (own.kind === "undo" && !undone.has(own.event)) undone.add(own.undoes);
  }
  return decisions.filter((own) => own.kind !== "undo" && !undone.has(own.event));
}

export function project(records, decisions) {
  const found = new Map();
  for (const record of records) found.set(record.id, fresh(record.id, record, "undecided"));
  for (const own of effective(decisions)) apply(found, own);
  return found;
}

function fresh(key, record, state, parents = []) {
  return { key, record, state, reason: null, notes: [], parents };
}

function apply(found, own) {
  if (own.kind === "add") return void found.set(own.record, fresh(own.record, madeRecord(own.payload), "added"));
  const known = found.get(own.record);
  if (!known) return;
  const kept = known.state === "added" ? "added" : null;
  if (own.kind === "accept") found.set(own.record, { ...known, state: kept ?? "accepted", reason: null });
  else if (own.kind === "reject") found.set(own.record, { ...known, state: "rejected", reason: own.reason ?? null });
  else if (own.kind === "note") found.set(own.record, { ...known, notes: [...known.notes, own.payload.note] });
  else if (own.kind === "edit") {
    found.set(own.record, { ...known, record: edited(known.record, own.payload), state: kept ?? "edited", reason: null });
  } else if (own.kind === "split") {
    found.set(own.record, { ...known, state: "split" });
    for (const part of own.payload.parts) found.set(part.key, fresh(part.key, madeRecord(part), "added", [own.record]));
  } else if (own.kind === "merge") merge(found, own);
}

function merge(found, own) {
  const parents = [own.record, ...own.payload.with].filter((key) => found.has(key));
  for (const key of parents) found.set(key, { ...found.get(key), state: "merged" });
  found.set(own.payload.key, fresh(own.payload.key, madeRecord(own.payload), "added", parents));
}

function edited(record, changes) {
  return { ...record, ...changes };
}

// The server answers with the whole record; until it has, what is known of the span is shown.
function madeRecord(payload) {
  if (payload.record) return payload.record;
  const { start, end, text, fields } = payload;
  const blank = { section: [], quantities: [], deadline: null, evidence: [], confidence: 1, status: "commitment" };
  const more = { actor: { source: "default", text: null, name: null }, specificity: "directional", firmness: "planned" };
  return { ...blank, ...more, ...payload.near, ...fields, start, end, text, provisional: true };
}
