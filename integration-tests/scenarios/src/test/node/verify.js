// The official client for JavaScript through the proxy that compares the API with the description: node verify.js URL KEY
import OpenAI from "openai";

const [, , baseURL, adminAPIKey] = process.argv;
const { projects } = new OpenAI({ baseURL, adminAPIKey }).admin.organization;

const created = await projects.create({ name: "from-node" });
await projects.archive(created.id);
console.log((await projects.retrieve("proj_planted")).status);
