// The official client for JavaScript against the stand-alone server: node flows.js ORIGIN
import assert from "node:assert/strict";
import OpenAI from "openai";

const origin = process.argv[2];
const key = "sk-admin-node";
const { projects } = new OpenAI({ baseURL: `${origin}/v1`, adminAPIKey: key }).admin.organization;

async function control(method, path, body) {
  const answer = await fetch(`${origin}/_control/${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    body: body && JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

async function all(list) {
  const found = [];
  for await (const each of list) {
    found.push(each);
  }
  return found;
}

const flows = {
  async creates() {
    const created = await projects.create({ name: "payments-prod" });
    assert.match(created.id, /^proj_/);
    assert.equal((await projects.retrieve(created.id)).name, "payments-prod");
  },

  async lists_every_page() {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await projects.create({ name });
    }
    const names = (await all(projects.list({ limit: 2 }))).map((project) => project.name);
    assert.deepEqual(names, ["Default project", "a", "b", "c", "d", "e"]);
    assert.equal((await control("GET", "requests")).counts.listProjects, 3);
  },

  async archives() {
    const { id } = await projects.create({ name: "old" });
    assert.equal((await projects.archive(id)).status, "archived");
    await assert.rejects(projects.update(id, { name: "new" }), { status: 400, code: "project_archived" });
    assert.deepEqual((await all(projects.list())).map((project) => project.name), ["Default project"]);
  },

  async gives_a_service_account_a_key_once() {
    const { id } = await projects.create({ name: "payments-prod" });
    const account = await projects.serviceAccounts.create(id, { name: "ci" });
    assert.match(account.api_key.value, /^sk-/);
    const [listed] = await all(projects.serviceAccounts.list(id));
    assert.equal(listed.name, "ci");
    assert.ok(!JSON.stringify(listed).includes(account.api_key.value));
    await projects.serviceAccounts.delete(account.id, { project_id: id });
    assert.deepEqual(await all(projects.serviceAccounts.list(id)), []);
  },

  async changes_a_rate_limit() {
    const { id } = await projects.create({ name: "payments-prod" });
    const [limit] = await all(projects.rateLimits.listRateLimits(id));
    await projects.rateLimits.updateRateLimit(limit.id, { project_id: id, max_requests_per_1_minute: 7 });
    const [changed] = await all(projects.rateLimits.listRateLimits(id));
    assert.equal(changed.max_requests_per_1_minute, 7);
  },

  async waits_out_a_rate_limit_of_its_own() {
    await control("POST", "faults", { fault: "rate-limited", on: "listProjects", retryAfter: "milliseconds", wait: 0.01 });
    await all(projects.list());
    assert.equal((await control("GET", "requests")).counts.listProjects, 2);
  },
};

for (const [name, flow] of Object.entries(flows)) {
  await control("POST", "reset");
  await flow();
  assert.deepEqual((await control("GET", "violations")).violations, [], name);
  console.log(name);
}
