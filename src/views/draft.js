// Keeps what is typed on this device until it is sent; without it the form works as well.
(function () {
  "use strict";
  var form = document.getElementById("survey");
  var key = "draft:" + location.pathname;
  var longest = 30 * 24 * 60 * 60 * 1000;
  if (!form) { try { localStorage.removeItem(key); } catch (_) {} return; }
  if (!form.dataset.draft) return;
  function fields() {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.type !== "hidden" && field.type !== "submit" && field.tabIndex !== -1;
    });
  }
  function save() {
    var values = {};
    fields().forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") { if (field.checked && field.value) values[field.name] = field.value; }
      else if (field.value) values[field.name] = field.value;
    });
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values })); } catch (_) {}
  }
  function isUntouched() {
    return !form.querySelector("textarea").value && !document.querySelector(".errors");
  }
  function load() {
    var draft;
    try { draft = JSON.parse(localStorage.getItem(key)); } catch (_) { return; }
    if (!draft || Date.now() - draft.at > longest || !isUntouched()) return;
    var chosen = form.querySelector("input[name=score]:checked");
    fields().forEach(function (field) {
      var value = draft.values[field.name];
      if (value === undefined) return;
      if (field.type === "radio") { if (field.name !== "score" || !chosen) field.checked = field.value === value; }
      else if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    });
    var note = form.querySelector(".draft");
    if (note && Object.keys(draft.values).length) note.hidden = false;
  }
  function sweep() {
    try {
      Object.keys(localStorage).forEach(function (other) {
        if (other.indexOf("draft:") !== 0) return;
        if (Date.now() - JSON.parse(localStorage.getItem(other)).at > longest) localStorage.removeItem(other);
      });
    } catch (_) {}
  }
  sweep();
  load();
  form.addEventListener("input", save);
  form.addEventListener("change", save);
})();
