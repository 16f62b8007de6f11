// Every operation that the official client for JavaScript offers: node operations.js URL KEY CERTIFICATE
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import OpenAI from "openai";

const [, , baseURL, adminAPIKey, certificateFile] = process.argv;
const pem = readFileSync(certificateFile, "ascii");
const client = new OpenAI({ baseURL, adminAPIKey });

const offered = new Set();
const called = new Set();
const organization = recorded(client.admin.organization, "organization");
const permissions = recorded(client.fineTuning.checkpoints.permissions, "permissions");
const { projects } = organization;

/** Returns a resource whose calls are recorded, and those of the resources in it. */
function recorded(resource, name) {
  const copy = {};
  for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(resource))) {
    if (method !== "constructor") {
      offered.add(`${name}.${method}`);
      copy[method] = (...parameters) => {
        called.add(`${name}.${method}`);
        return resource[method](...parameters);
      };
    }
  }
  for (const [part, value] of Object.entries(resource)) {
    if (part !== "_client" && value !== null && typeof value === "object") {
      copy[part] = recorded(value, `${name}.${part}`);
    }
  }
  return copy;
}

async function all(list) {
  const found = [];
  for await (const each of list) {
    found.push(each);
  }
  return found;
}

async function isGone(call) {
  await assert.rejects(call, { status: 404 });
}

async function adminKeys() {
  const keys = organization.adminAPIKeys;
  const { id, value } = await keys.create({ name: "nightly" });
  assert.match(value, /^sk-admin-/);
  assert.equal((await keys.retrieve(id)).name, "nightly");
  assert.ok((await all(keys.list())).some((key) => key.id === id));
  await keys.delete(id);
  await isGone(keys.retrieve(id));
  assert.equal((await all(organization.auditLogs.list({ event_types: ["api_key.deleted"] }))).length, 1);
}

async function certificates(project) {
  const inOrganization = organization.certificates;
  const { id } = await inOrganization.create({ certificate: pem, name: "gateway" });
  await inOrganization.update(id, { name: "edge" });
  assert.equal((await inOrganization.retrieve(id)).name, "edge");
  await all(inOrganization.activate({ certificate_ids: [id] }));
  assert.equal((await all(inOrganization.list()))[0].active, true);
  await all(inOrganization.deactivate({ certificate_ids: [id] }));

  const inProject = projects.certificates;
  await all(inProject.activate(project, { certificate_ids: [id] }));
  assert.equal((await all(inProject.list(project)))[0].active, true);
  await all(inProject.deactivate(project, { certificate_ids: [id] }));

  await inOrganization.delete(id);
  assert.deepEqual(await all(inOrganization.list()), []);
}

async function invites() {
  const { id } = await organization.invites.create({ email: "grace@example.com", role: "reader" });
  assert.equal((await organization.invites.retrieve(id)).email, "grace@example.com");
  assert.equal((await all(organization.invites.list())).length, 1);
  await organization.invites.delete(id);
  await isGone(organization.invites.retrieve(id));
}

async function settings(project) {
  await organization.dataRetention.update({ retention_type: "zero_data_retention" });
  assert.equal((await organization.dataRetention.retrieve()).type, "zero_data_retention");
  await projects.dataRetention.update(project, { retention_type: "none" });
  assert.equal((await projects.dataRetention.retrieve(project)).type, "none");

  await projects.modelPermissions.update(project, { mode: "allow_list", model_ids: ["gpt-5"] });
  assert.deepEqual((await projects.modelPermissions.retrieve(project)).model_ids, ["gpt-5"]);
  await projects.modelPermissions.delete(project);

  await projects.hostedToolPermissions.update(project, { web_search: { enabled: false } });
  assert.equal((await projects.hostedToolPermissions.retrieve(project)).web_search.enabled, false);

  const [limit] = await all(projects.rateLimits.listRateLimits(project));
  await projects.rateLimits.updateRateLimit(limit.id, { project_id: project, max_requests_per_1_minute: 7 });
  assert.equal((await all(projects.rateLimits.listRateLimits(project)))[0].max_requests_per_1_minute, 7);
}

async function spending(project) {
  const limit = { currency: "USD", interval: "month", threshold_amount: 50_000 };
  await organization.spendLimit.update(limit);
  assert.equal((await organization.spendLimit.retrieve()).threshold_amount, 50_000);
  await organization.spendLimit.delete();
  await isGone(organization.spendLimit.retrieve());
  await projects.spendLimit.update(project, limit);
  assert.equal((await projects.spendLimit.retrieve(project)).threshold_amount, 50_000);
  await projects.spendLimit.delete(project);
  await isGone(projects.spendLimit.retrieve(project));

  const alert = { ...limit, notification_channel: { type: "email", recipients: ["finops@example.com"] } };
  const { id } = await organization.spendAlerts.create(alert);
  await organization.spendAlerts.update(id, { ...alert, threshold_amount: 60_000 });
  assert.equal((await organization.spendAlerts.retrieve(id)).threshold_amount, 60_000);
  assert.equal((await all(organization.spendAlerts.list())).length, 1);
  await organization.spendAlerts.delete(id);
  assert.deepEqual(await all(organization.spendAlerts.list()), []);

  const inProject = { project_id: project };
  const { id: own } = await projects.spendAlerts.create(project, alert);
  await projects.spendAlerts.update(own, { ...inProject, ...alert, threshold_amount: 60_000 });
  assert.equal((await projects.spendAlerts.retrieve(own, inProject)).threshold_amount, 60_000);
  assert.equal((await all(projects.spendAlerts.list(project))).length, 1);
  await projects.spendAlerts.delete(own, inProject);
  assert.deepEqual(await all(projects.spendAlerts.list(project)), []);
}

async function usage() {
  const from = { start_time: Math.floor(Date.now() / 1000) - 3 * 24 * 3600 };
  for (const kind of Object.keys(organization.usage)) {
    assert.equal((await organization.usage[kind](from)).data.length, 4, kind);
  }
}

/** Calls the operations of roles that somebody has. */
async function assignments(roles, holder, role, parameters) {
  const before = (await all(roles.list(holder, parameters.list))).length;
  await roles.create(holder, { ...parameters.list, role_id: role });
  assert.equal((await roles.retrieve(role, parameters.item)).id, role);
  assert.equal((await all(roles.list(holder, parameters.list))).length, before + 1);
  await roles.delete(role, parameters.item);
  assert.equal((await all(roles.list(holder, parameters.list))).length, before);
}

async function people(project) {
  const { id: role } = await organization.roles.create({
    role_name: "auditor",
    permissions: ["api.organization.usage.read"],
  });
  await organization.roles.update(role, { role_name: "reviewer" });
  assert.equal((await organization.roles.retrieve(role)).name, "reviewer");
  assert.ok((await all(organization.roles.list())).some((each) => each.id === role));
  const { id: own } = await projects.roles.create(project, {
    role_name: "tuner",
    permissions: ["api.fine_tuning.jobs.read"],
  });
  await projects.roles.update(own, { project_id: project, role_name: "trainer" });
  assert.equal((await projects.roles.retrieve(own, { project_id: project })).name, "trainer");
  assert.ok((await all(projects.roles.list(project))).some((each) => each.id === own));

  const user = (await all(organization.users.list())).find((each) => each.email === "ada@example.com").id;
  await organization.users.update(user, { role: "owner" });
  assert.equal((await organization.users.retrieve(user)).role, "owner");
  await assignments(organization.users.roles, user, role, { list: {}, item: { user_id: user } });

  const { id: group } = await organization.groups.create({ name: "finance" });
  await organization.groups.update(group, { name: "treasury" });
  assert.equal((await organization.groups.retrieve(group)).name, "treasury");
  assert.equal((await all(organization.groups.list())).length, 1);
  await organization.groups.users.create(group, { user_id: user });
  assert.equal((await organization.groups.users.retrieve(user, { group_id: group })).id, user);
  assert.equal((await all(organization.groups.users.list(group))).length, 1);
  await organization.groups.users.delete(user, { group_id: group });
  await assignments(organization.groups.roles, group, role, { list: {}, item: { group_id: group } });

  const inProject = { project_id: project };
  await projects.users.create(project, { user_id: user, role: "member" });
  await projects.users.update(user, { ...inProject, role: "owner" });
  assert.equal((await projects.users.retrieve(user, inProject)).role, "owner");
  assert.ok((await all(projects.users.list(project))).some((each) => each.id === user));
  await assignments(projects.users.roles, user, own, { list: inProject, item: { ...inProject, user_id: user } });
  await projects.users.delete(user, inProject);

  await projects.groups.create(project, { group_id: group, role: "role-api-project-member" });
  assert.equal((await projects.groups.retrieve(group, { ...inProject, group_type: "group" })).group_name, "treasury");
  assert.equal((await all(projects.groups.list(project))).length, 1);
  await assignments(projects.groups.roles, group, own, { list: inProject, item: { ...inProject, group_id: group } });
  await projects.groups.delete(group, inProject);

  await projects.roles.delete(own, inProject);
  await organization.roles.delete(role);
  await organization.groups.delete(group);
  await organization.users.delete(user);
  await isGone(organization.users.retrieve(user));
}

async function projectKeys(project) {
  const inProject = { project_id: project };
  const accounts = projects.serviceAccounts;
  const { id } = await accounts.create(project, { name: "ci" });
  await accounts.update(id, { ...inProject, name: "deploy" });
  assert.equal((await accounts.retrieve(id, inProject)).name, "deploy");
  assert.equal((await all(accounts.list(project))).length, 1);
  await accounts.apiKeys.create(id, { ...inProject, name: "nightly" });
  assert.equal((await all(projects.apiKeys.list(project))).length, 2);
  await accounts.delete(id, inProject);
  assert.deepEqual(await all(accounts.list(project)), []);

  // No request creates a key that a person has.
  const { id: seeded } = await projects.retrieve((await all(projects.list()))[0].id);
  const [key] = await all(projects.apiKeys.list(seeded));
  assert.equal((await projects.apiKeys.retrieve(key.id, { project_id: seeded })).name, "laptop");
  await projects.apiKeys.delete(key.id, { project_id: seeded });
  assert.deepEqual(await all(projects.apiKeys.list(seeded)), []);
}

async function checkpoints(project) {
  const checkpoint = "ft:gpt-4o-mini-2024-07-18:acme:tickets:B7R9VjQd";
  const [{ id }] = await all(permissions.create(checkpoint, { project_ids: [project] }));
  assert.equal((await all(permissions.list(checkpoint))).length, 1);
  assert.equal((await permissions.retrieve(checkpoint)).data[0].project_id, project);
  await permissions.delete(id, { fine_tuned_model_checkpoint: checkpoint });
  assert.deepEqual(await all(permissions.list(checkpoint)), []);
}

const { id: project } = await projects.create({ name: "payments" });
await projects.update(project, { name: "payments-prod" });
for (const flow of [adminKeys, certificates, invites, settings, spending, usage, people, projectKeys, checkpoints]) {
  await flow(project);
}
assert.equal((await projects.archive(project)).status, "archived");
assert.deepEqual(
  [...offered].filter((method) => !called.has(method)),
  [],
  "what the client offers and no flow calls",
);
console.log(offered.size);
