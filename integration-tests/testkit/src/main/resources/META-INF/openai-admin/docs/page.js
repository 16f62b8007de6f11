"use strict";

const key = document.getElementById("key");

const ui = SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#operations",
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
