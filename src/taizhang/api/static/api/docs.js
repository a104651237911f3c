// The list of operations. A browser's session may call them: its CSRF token goes along, and each write gets a key.
const source = document.getElementById("api-settings");
window.SwaggerUIBundle({
  ...JSON.parse(source.textContent),
  dom_id: "#swagger-ui",
  presets: [window.SwaggerUIBundle.presets.apis],
  requestInterceptor(request) {
    if (!["GET", "HEAD"].includes((request.method || "GET").toUpperCase())) {
      request.headers["X-CSRFToken"] = source.dataset.csrf;
      request.headers["Idempotency-Key"] ||= crypto.randomUUID();
    }
    return request;
  },
});
