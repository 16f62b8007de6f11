"use strict";

// Swagger UI follows this class, not the preference itself.
const dark = matchMedia("(prefers-color-scheme: dark)");

function useColors() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

useColors();
dark.addEventListener("change", useColors);

const key = document.getElementById("key");

const ui = SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#ui",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
  onComplete: useKey,
});

function useKey() {
  ui.preauthorizeApiKey("AdminKey", key.value);
}

key.addEventListener("input", useKey);
