
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const whole = new Intl.NumberFormat("en");
  const fields = ["search", "scope", "state", "kind"];
  /** Rows that are put onto the page at a time: a thousand take seconds to lay out. More than a window and the margin
   *  below hold, so that the end of the list goes out of sight and can come into it again. */
  const STEP = 50;

  /** Makes the heads of a table sort. Gives what puts its rows into the order that a view asks for. */
  const sorting = (table, rows, changed) => {
    const heads = [...table.tHead.rows[0].cells];
    const usual = (head) => (head.hasAttribute("data-number") ? "descending" : "ascending");
    heads.forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const again = head.getAttribute("aria-sort") === usual(head);
        const other = usual(head) === "descending" ? "ascending" : "descending";
        changed(head.dataset.sort, again ? other : usual(head));
      });
    });
    const value = (cell) => {
      const number = cell.dataset.value;
      return number === undefined ? (cell.firstElementChild ?? cell).textContent.toLowerCase() : Number(number);
    };
    // So they were written.
    let known = "0 ascending";
    let sorted = rows;
    return (name, order) => {
      const column = Math.max(heads.findIndex((head) => head.dataset.sort === name), 0);
      const wanted = order === "ascending" || order === "descending" ? order : usual(heads[column]);
      if (known === `${column} ${wanted}`) {
        return sorted;
      }
      known = `${column} ${wanted}`;
      heads.forEach((head, index) => {
        if (index === column) {
          head.setAttribute("aria-sort", wanted);
        } else {
          head.removeAttribute("aria-sort");
        }
      });
      const sign = wanted === "descending" ? -1 : 1;
      // Rows that are equal keep the order of their names.
      sorted = rows
        .map((row) => [value(row.cells[column]), row])
        .sort(([one], [other]) => (one === other ? 0 : sign * (one < other ? -1 : 1)))
        .map(([, row]) => row);
      return sorted;
    };
  };

  const read = () => new URLSearchParams(location.hash.slice(1));
  const write = (change) => {
    const view = read();
    for (const [name, value] of Object.entries(change)) {
      if (value) {
        view.set(name, value);
      } else {
        view.delete(name);
      }
    }
    history.replaceState(null, "", `#${view}`);
    show();
  };

  const scopes = find("scopes-table").tBodies[0];
  let scopesShown = [...scopes.rows];
  const scopesBy = sorting(find("scopes-table"), scopesShown, (sort, order) => {
    write({ scopes: sort, "scopes-order": order });
  });
  const subjects = find("subjects-table").tBodies[0];
  const rows = [...find("rows").content.children];
  const subjectsBy = sorting(find("subjects-table"), rows, (sort, order) => write({ sort, order }));
  /** What is searched in, by row, as soon as somebody searches. */
  const texts = new Map();
  const text = (row) => {
    if (!texts.has(row)) {
      const title = row.querySelector("p")?.textContent ?? "";
      texts.set(row, `${row.cells[0].firstElementChild.textContent} ${row.dataset.scope} ${title}`.toLowerCase());
    }
    return texts.get(row);
  };

  /** The rows that fit the view, of which some are on the page. */
  let fitting = [];
  let shown = 0;
  const more = () => {
    const next = fitting.slice(shown, shown + STEP);
    subjects.append(...next);
    shown += next.length;
    find("more").hidden = shown === fitting.length;
  };

  const show = () => {
    const view = read();
    const [search, scope, state, kind] = fields.map((field) => view.get(field) ?? "");
    fields.forEach((field) => {
      const element = find(field);
      // Nobody's typing is changed under his hands.
      if (element !== document.activeElement || element.value.trim() !== (view.get(field) ?? "")) {
        element.value = view.get(field) ?? "";
      }
    });
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => {
      const own = row.dataset;
      return (!state || own.state === state) && (!kind || own.kind === kind)
        && (!scope || (scope === "-" ? own.scope === "" : own.scope.split(" ").includes(scope)))
        && words.every((word) => text(row).includes(word));
    };
    const scopesSorted = scopesBy(view.get("scopes"), view.get("scopes-order"));
    if (scopesSorted !== scopesShown) {
      scopesShown = scopesSorted;
      scopes.replaceChildren(...scopesSorted);
    }
    fitting = subjectsBy(view.get("sort"), view.get("order")).filter(fits);
    subjects.replaceChildren();
    shown = 0;
    more();
    const all = whole.format(rows.length);
    find("status").textContent = fitting.length === rows.length
      ? `${all} methods and events`
      : `${whole.format(fitting.length)} of ${all} methods and events`;
    find("nothing").hidden = fitting.length > 0;
  };

  find("search").addEventListener("input", (event) => write({ search: event.target.value.trim() }));
  ["scope", "state", "kind"].forEach((field) => {
    find(field).addEventListener("change", (event) => write({ [field]: event.target.value }));
  });
  find("reset").addEventListener("click", () => write(Object.fromEntries(fields.map((field) => [field, ""]))));
  find("more").addEventListener("click", more);
  new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) {
      more();
    }
  }, { rootMargin: "1000px" }).observe(find("more"));
  window.addEventListener("beforeprint", () => {
    while (shown < fitting.length) {
      more();
    }
  });
  const visit = () => {
    show();
    if (["sort", ...fields].some((field) => read().get(field))) {
      find("subjects").scrollIntoView();
    }
  };
  window.addEventListener("hashchange", visit);
  find("filters").hidden = false;
  visit();
})();
