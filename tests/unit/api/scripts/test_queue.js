// The offline queue: nothing is lost, nothing is doubled, nothing overtakes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Problem } from "#scripts/api.js";
import { newId } from "#scripts/ids.js";
import { Queue } from "#scripts/queue.js";

const AWAY = new Problem(0, {});
const REFUSED = new Problem(409, { code: "lot.held", title: "The lot is on hold" });

/** What a browser keeps: like IndexedDB it numbers what comes and hands out copies. */
class Kept {
  #entries = new Map();
  #numbers = 0;

  async add(entry) {
    this.#numbers += 1;
    this.#entries.set(this.#numbers, structuredClone({ ...entry, number: this.#numbers }));
  }

  async all() {
    return structuredClone([...this.#entries.values()].toSorted((one, other) => one.number - other.number));
  }

  async put(entry) {
    this.#entries.set(entry.number, structuredClone(entry));
  }

  async remove(number) {
    this.#entries.delete(number);
  }
}

/** A server that answers what it is told to, in turn, and with "taken" when it is told nothing more. */
class Server {
  asked = [];

  constructor(...answers) {
    this.answers = answers;
  }

  post = async (url, body) => {
    this.asked.push({ url, ...body });
    await Promise.resolve();
    const answer = this.answers.shift() ?? "taken";
    if (answer instanceof Error) throw answer;
    return answer;
  };

  get ids() {
    return this.asked.map((one) => one.id);
  }
}

function queueOn(store, server, alone = (work) => work()) {
  return new Queue({ store, post: server.post, alone });
}

/** One thing that was done, under an id made here. */
function deed(label = "a scan") {
  const id = newId();
  return { id, url: "/v1/scans", body: { id, code: label }, label };
}

function heard(queue, name) {
  const all = [];
  queue.on(name, (detail) => all.push(detail));
  return all;
}

test("what was done is kept before it is sent", async () => {
  const store = new Kept();
  const keptWhenSent = [];
  const queue = new Queue({ store, post: async () => void keptWhenSent.push(...(await store.all())), alone: (work) => work() });
  const one = deed();
  await queue.add(one);
  assert.deepEqual(keptWhenSent.map(({ id, state }) => ({ id, state })), [{ id: one.id, state: "waiting" }]);
});

test("what the server has taken leaves the queue, and its reply is told once", async () => {
  const server = new Server({ tone: "ok" });
  const queue = queueOn(new Kept(), server);
  const answered = heard(queue, "answered");
  const one = deed();
  await queue.add(one);
  assert.deepEqual(server.asked, [{ url: "/v1/scans", id: one.id, code: "a scan" }]);
  assert.deepEqual(answered.map(({ entry, reply }) => [entry.id, reply]), [[one.id, { tone: "ok" }]]);
  assert.deepEqual(await queue.entries(), []);
  await queue.flush();
  assert.equal(server.asked.length, 1);
});

test("what got no answer is sent again under its id until it is acknowledged, and then no more", async () => {
  const server = new Server(AWAY, AWAY, AWAY);
  const queue = queueOn(new Kept(), server);
  const one = deed();
  await queue.add(one);
  assert.equal(queue.isAway, true);
  for (let round = 0; round < 5; round += 1) await queue.flush();
  assert.deepEqual(server.ids, [one.id, one.id, one.id, one.id]);
  assert.deepEqual(new Set(server.asked.map((asked) => JSON.stringify(asked))).size, 1);
  assert.equal(queue.isAway, false);
  assert.deepEqual(await queue.entries(), []);
});

for (const [why, problem, isAway] of [
  ["nobody answers", AWAY, true],
  ["the server is busy", new Problem(429, {}), true],
  ["the server has a fault", new Problem(500, {}), true],
  ["the server is being restarted", new Problem(503, {}), true],
  ["the person is logged out", new Problem(401, {}), false],
  ["the person logged in anew", new Problem(403, { code: "csrf.mismatch" }), false],
]) {
  test(`work waits while ${why}`, async () => {
    const server = new Server(problem);
    const queue = queueOn(new Kept(), server);
    const failed = heard(queue, "failed");
    const one = deed();
    await queue.add(one);
    assert.deepEqual((await queue.entries()).map(({ id, state }) => [id, state]), [[one.id, "waiting"]]);
    assert.equal(queue.isAway, isAway);
    assert.deepEqual(failed.map(({ entry, error }) => [entry.id, error]), [[one.id, problem]]);
    await queue.flush();
    assert.deepEqual(server.ids, [one.id, one.id]);
    assert.deepEqual(await queue.entries(), []);
  });
}

test("what waits outlives a reload of the page", async () => {
  const store = new Kept();
  const one = deed("before the reload");
  await queueOn(store, new Server(AWAY)).add(one);
  const server = new Server();
  const reloaded = queueOn(store, server);
  assert.deepEqual((await reloaded.entries()).map(({ id, label }) => [id, label]), [[one.id, "before the reload"]]);
  await reloaded.flush();
  assert.deepEqual(server.asked, [{ url: one.url, ...one.body }]);
  assert.deepEqual(await reloaded.entries(), []);
});

test("things are sent in the order in which they were done, also after a reload", async () => {
  const store = new Kept();
  const done = ["departure", "arrival", "proof"].map(deed);
  const away = new Server(AWAY, AWAY, AWAY);
  for (const one of done) await queueOn(store, away).add(one);
  const server = new Server();
  await queueOn(store, server).flush();
  assert.deepEqual(server.asked.map((asked) => asked.code), ["departure", "arrival", "proof"]);
});

test("nothing overtakes what got no answer", async () => {
  const store = new Kept();
  const away = new Server(AWAY, AWAY);
  const [first, second] = [deed("first"), deed("second")];
  for (const one of [first, second]) await queueOn(store, away).add(one);
  assert.deepEqual(away.ids, [first.id, first.id]);
});

test("a refusal is kept with its reason and does not block what was done after it", async () => {
  const store = new Kept();
  const [bad, good] = [deed("bad"), deed("good")];
  await store.add({ ...bad, at: "", state: "waiting" });
  await store.add({ ...good, at: "", state: "waiting" });
  const server = new Server(REFUSED);
  const queue = queueOn(store, server);
  const failed = heard(queue, "failed");
  await queue.flush();
  assert.deepEqual(server.ids, [bad.id, good.id]);
  assert.deepEqual(failed.map(({ entry }) => entry.id), [bad.id]);
  const [left, ...others] = await queue.entries();
  assert.deepEqual([left.id, left.state, left.reason], [bad.id, "refused", "The lot is on hold"]);
  assert.deepEqual(others, []);
});

test("what was refused is not sent again, and stays until a person has seen it", async () => {
  const server = new Server(REFUSED);
  const store = new Kept();
  const one = deed();
  await queueOn(store, server).add(one);
  const reloaded = queueOn(store, server);
  await reloaded.flush();
  assert.deepEqual(server.ids, [one.id]);
  assert.equal((await reloaded.entries()).length, 1);
  await reloaded.dismiss(one.id);
  assert.deepEqual(await reloaded.entries(), []);
});

test("each refusal is seen for itself", async () => {
  const queue = queueOn(new Kept(), new Server(REFUSED, REFUSED));
  const [first, second] = [deed("first"), deed("second")];
  for (const one of [first, second]) await queue.add(one);
  await queue.dismiss(second.id);
  assert.deepEqual((await queue.entries()).map(({ id }) => id), [first.id]);
});

test("nobody can dismiss what still waits", async () => {
  const queue = queueOn(new Kept(), new Server(AWAY));
  const one = deed();
  await queue.add(one);
  await queue.dismiss(one.id);
  assert.deepEqual((await queue.entries()).map(({ id }) => id), [one.id]);
});

test("what is done while something is being sent goes out after it, each once", async () => {
  const server = new Server();
  const queue = queueOn(new Kept(), server);
  const done = ["one", "two", "three", "four"].map(deed);
  await Promise.all(done.map((one) => queue.add(one)));
  assert.deepEqual(server.ids, done.map((one) => one.id));
  assert.deepEqual(await queue.entries(), []);
});

test("whoever asks to send while sending is under way is not forgotten", async () => {
  const store = new Kept();
  const late = deed("late");
  let rounds = 0;
  const server = new Server();
  const queue = queueOn(store, server, async (work) => {
    rounds += 1;
    await work();
    if (rounds > 1) return;
    await store.add({ ...late, at: "", state: "waiting" });
    await queue.flush();
  });
  await queue.flush();
  assert.deepEqual(server.ids, [late.id]);
});

test("while another tab sends, this one only keeps", async () => {
  const server = new Server();
  const queue = queueOn(new Kept(), server, async () => {});
  const one = deed();
  await queue.add(one);
  assert.deepEqual(server.asked, []);
  assert.deepEqual((await queue.entries()).map(({ id, state }) => [id, state]), [[one.id, "waiting"]]);
});

test("a fault of our own is not taken for an answer, and the next attempt is made", async () => {
  const server = new Server(new TypeError("a fault of ours"));
  const queue = queueOn(new Kept(), server);
  const one = deed();
  await assert.rejects(queue.add(one), TypeError);
  assert.deepEqual((await queue.entries()).map(({ state }) => state), ["waiting"]);
  await queue.flush();
  assert.deepEqual(server.ids, [one.id, one.id]);
  assert.deepEqual(await queue.entries(), []);
});

test("whoever shows the queue hears of every change", async () => {
  const server = new Server(AWAY, "taken", REFUSED);
  const queue = queueOn(new Kept(), server);
  const shown = [];
  queue.on("changed", async () => shown.push((await queue.entries()).map(({ state }) => state)));
  await queue.add(deed());
  await queue.flush();
  const bad = deed();
  await queue.add(bad);
  await queue.dismiss(bad.id);
  await new Promise(setImmediate);
  assert.deepEqual(shown.at(0), ["waiting"]);
  assert.deepEqual(shown.at(-2), ["refused"]);
  assert.deepEqual(shown.at(-1), []);
});
