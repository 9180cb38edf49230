// The page of `ebpf doctor --format html`. Words of hosts are only ever set as text, never as HTML.
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const {checks, outcomes, hosts} = report;
  const byId = (id) => document.getElementById(id);
  const filters = byId('filters');
  const matrix = byId('matrix');
  const panel = byId('details');
  // A few hosts read best as a list with what was found; many as a grid of marks.
  const list = hosts.length <= 3;
  const verdicts = {pass: 'passes', fail: 'fails', unknown: 'unknown', skip: 'does not apply'};
  const readiness = {ready: ['ready', 'passed'], 'not-ready': ['not ready', 'failed'], unknown: ['unknown', 'unknown']};

  const make = (tag, {text, name, ...properties} = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    element.append(...children.filter(Boolean));
    return element;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const outcomeAt = (host, check) => outcomes[hosts[host].cells[check]];
  const isProblem = ({standing}) => standing === 'failed' || standing === 'unknown' || standing === 'noted';

  const showSummary = () => {
    const lost = hosts.filter(({reachable}) => !reachable).length;
    const result = [
      'ready',
      'a required check fails',
      'bad input',
      'something required is unknown',
      'recommended checks fail',
      'a reboot is needed',
    ][report.exitCode];
    byId('summary').textContent = [
      hosts.length === 1 ? hosts[0].host : count(hosts.length, 'host'),
      lost > 0 && `${lost} not reached`,
      count(checks.length, 'check'),
      hosts
        .map(({time}) => time ?? '')
        .sort()
        .at(-1),
      `exit code ${report.exitCode}: ${result}`,
      ...report.judged,
      `ebpf ${report.version}`,
    ]
      .filter(Boolean)
      .join(' · ');
    const sudoOf = (state) => (state === 'ready' && hosts[0].withSudo ? ', with sudo' : '');
    const names = [...new Set(hosts.flatMap(({profiles}) => Object.keys(profiles)))];
    byId('profiles').append(
      ...names.map((name) => {
        const states = Object.entries(readiness).map(([state, [word, tone]]) => {
          const number = hosts.filter(({profiles}) => profiles[name] === state).length;
          return (
            number > 0 &&
            make('span', {name: tone, text: hosts.length === 1 ? word + sudoOf(state) : `${number} ${word} `})
          );
        });
        return make('div', {name: 'profile'}, make('strong', {text: name}), ...states);
      }),
    );
    const groups = [...new Set(hosts.flatMap(({groups: own = []}) => own))].sort();
    byId('group-filter').hidden = groups.length === 0;
    filters.elements.group.append(...groups.map((group) => make('option', {text: group, value: group})));
  };

  const indexOfCheck = (id) => checks.findIndex((check) => check.id === id);

  // What stands in the way, by check: where many hosts share a fault, it is said once.
  const showProblems = () => {
    const found = checks
      .flatMap((check, index) => {
        const groups = new Map();
        for (const host of hosts.keys()) {
          const outcome = outcomeAt(host, index);
          if (outcome?.standing !== 'failed' && outcome?.standing !== 'unknown') continue;
          // One cause, told once: what follows from it is seen in the table.
          if (outcome.because && outcomeAt(host, indexOfCheck(outcome.because))) continue;
          const key = JSON.stringify([outcome.standing, outcome.found, outcome.remedy?.text]);
          groups.set(key, [...(groups.get(key) ?? []), host]);
        }
        return [...groups.values()].map((at) => ({check, at, index}));
      })
      .sort((a, b) => b.at.length - a.at.length);
    if (found.length === 0) return;
    const items = found.map(({check, at, index}) => {
      const {remedy, found: what, mark, standing} = outcomeAt(at[0], index);
      const names = at
        .slice(0, 12)
        .map((host) => hosts[host].host)
        .join(', ');
      return make(
        'li',
        {},
        make(
          'p',
          {},
          make('b', {name: standing, text: `${mark} `}),
          make('strong', {text: check.title}),
          ` ${what} `,
          make('code', {text: check.id}),
        ),
        hosts.length > 1 &&
          make('p', {name: 'hosts', text: `${count(at.length, 'host')}: ${names}${at.length > 12 ? ' …' : ''}`}),
        remedy && make('p', {text: remedy.text}),
      );
    });
    byId('problems').append(make('h2', {text: 'What stands in the way'}), make('ol', {}, ...items));
  };

  const cell = (host, check) => {
    const outcome = outcomeAt(host, check);
    const element = make('td', {name: outcome?.standing ?? 'none', tabIndex: -1});
    element.dataset.at = `${host} ${check}`;
    if (!outcome) element.textContent = '·';
    else if (list) element.append(make('b', {text: outcome.mark}), outcome.found);
    else element.textContent = outcome.mark;
    return element;
  };
  const hostHead = (host) => {
    const {host: name, os, kernel} = hosts[host];
    return make('th', {scope: list ? 'col' : 'row', text: name, title: [os, kernel].filter(Boolean).join(', ')});
  };
  const lostCell = (host, span) =>
    make('td', {name: 'lost', colSpan: span, text: `? ${hosts[host].error ?? 'could not be reached'}`});

  const rowsByCheck = (shown) => {
    const rows = [];
    for (const [position, check] of shown.checks.entries()) {
      if (checks[check].group !== checks[shown.checks[position - 1]]?.group) {
        rows.push(
          make('tr', {name: 'section'}, make('th', {text: checks[check].group, colSpan: shown.hosts.length + 1})),
        );
      }
      const head = make('th', {scope: 'row', text: checks[check].title}, make('small', {text: checks[check].id}));
      rows.push(
        make(
          'tr',
          {},
          head,
          ...shown.hosts.map((host) => (hosts[host].reachable ? cell(host, check) : lostCell(host, 1))),
        ),
      );
    }
    return rows;
  };
  const rowsByHost = (shown) =>
    shown.hosts.map((host) =>
      make(
        'tr',
        {},
        hostHead(host),
        ...(hosts[host].reachable
          ? shown.checks.map((check) => cell(host, check))
          : [lostCell(host, Math.max(1, shown.checks.length))]),
      ),
    );
  const checkHead = (check) =>
    make('th', {scope: 'col', title: checks[check].id}, make('div', {text: checks[check].title}));

  const show = () => {
    const wanted = Object.fromEntries(new FormData(filters));
    const suits = (text, part) => text.toLowerCase().includes(part.trim().toLowerCase());
    const matches = (outcome) =>
      outcome &&
      (!wanted.standing ||
        outcome.standing === wanted.standing ||
        (wanted.standing === 'problem' && isProblem(outcome)));
    let rows = hosts
      .map((_, host) => host)
      .filter(
        (host) => suits(hosts[host].host, wanted.host) && (!wanted.group || hosts[host].groups?.includes(wanted.group)),
      );
    let columns = checks
      .map((_, check) => check)
      .filter((check) => suits(`${checks[check].id} ${checks[check].title}`, wanted.check));
    if (wanted.standing) {
      columns = columns.filter((check) => rows.some((host) => matches(outcomeAt(host, check))));
      rows = rows.filter((host) => !hosts[host].reachable || columns.some((check) => matches(outcomeAt(host, check))));
    }
    const shown = {hosts: rows, checks: columns};
    const head = make(
      'tr',
      {},
      make('th', {text: list ? 'Check' : 'Host'}),
      ...(list ? rows.map(hostHead) : columns.map(checkHead)),
    );
    const table = make(
      'table',
      {name: list ? 'by-check' : 'by-host'},
      make('thead', {}, head),
      make('tbody', {}, ...(list ? rowsByCheck(shown) : rowsByHost(shown))),
    );
    table.setAttribute('role', 'grid');
    matrix.replaceChildren(table);
    matrix.querySelector('td[data-at]')?.setAttribute('tabindex', '0');
    byId('shown').textContent = `${count(rows.length, 'host')}, ${count(columns.length, 'check')} shown`;
    close();
  };

  let opened;
  const close = () => {
    panel.hidden = true;
    opened?.focus();
    opened = undefined;
  };
  const copyButton = (text) => {
    const button = make('button', {type: 'button', text: 'Copy'});
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // A page opened from a file may lack the clipboard's newer interface.
        const area = make('textarea', {value: text});
        panel.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
        button.focus();
      }
      button.textContent = 'Copied';
    });
    return button;
  };
  const open = (target) => {
    const [host, check] = target.dataset.at.split(' ').map(Number);
    const outcome = outcomeAt(host, check);
    if (!outcome) return;
    opened = target;
    const {
      verdict,
      severity,
      standing,
      mark,
      found,
      expected,
      source,
      evidence,
      origin = [],
      ignored,
      because,
      cause,
      remedy,
    } = outcome;
    const rows = [
      ['found', found],
      ['expected', expected],
      ['evidence', evidence.join('\n')],
      ['known by', source],
      ['why', checks[check].why],
      ['follows from', because && (checks[indexOfCheck(because)]?.title ?? because)],
      ['perhaps', cause && `${cause.title} (${cause.cause}, ${Math.round(cause.confidence * 100)} %)`],
      ['confirm with', cause?.decide],
      ['asked by', origin.join('\n')],
      [
        'ignored',
        ignored && `${ignored.reason}${ignored.until ? ` (until ${ignored.until})` : ''}, by ${ignored.origin}`,
      ],
      ['check', checks[check].id],
      ['mend', remedy && `${remedy.text}${remedy.needsReboot ? ' Needs a reboot.' : ''}`],
    ].filter(([, text]) => text);
    const closer = make('button', {type: 'button', name: 'close', text: '×', title: 'Close (Escape)'});
    closer.addEventListener('click', close);
    panel.replaceChildren(
      closer,
      make('h2', {text: checks[check].title}),
      make('div', {text: hosts[host].host}),
      make('div', {name: standing, text: `${mark} ${verdicts[verdict]}, ${severity}`}),
      make('dl', {}, ...rows.flatMap(([label, text]) => [make('dt', {text: label}), make('dd', {text})])),
      ...(remedy?.commands ?? []).map((command) =>
        make('div', {name: 'command'}, make('pre', {text: command}), copyButton(command)),
      ),
    );
    panel.hidden = false;
  };

  const move = (from, key) => {
    const row = from.parentElement;
    const position = [...row.children].indexOf(from);
    const sideways = {ArrowRight: 1, ArrowLeft: -1}[key];
    if (sideways) return row.children[position + sideways];
    if (key === 'Home' || key === 'End') return key === 'Home' ? row.querySelector('td') : row.lastElementChild;
    for (let next = row; next; ) {
      next = key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
      const target = next?.children[position];
      if (target?.dataset.at) return target;
    }
  };
  const focus = (target) => {
    matrix.querySelector('td[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus();
  };
  matrix.addEventListener('focusin', ({target}) => {
    const [host, check] = (target.dataset.at ?? '').split(' ').map(Number);
    const outcome = check === undefined ? undefined : outcomeAt(host, check);
    // Said only where the reader is: thousands of labels would slow the page down.
    if (outcome)
      target.setAttribute(
        'aria-label',
        `${hosts[host].host}, ${checks[check].title}: ${verdicts[outcome.verdict]}, ${outcome.found}`,
      );
  });
  matrix.addEventListener('click', ({target}) => {
    const at = target.closest('td[data-at]');
    if (at) {
      focus(at);
      open(at);
    }
  });
  matrix.addEventListener('keydown', (event) => {
    const at = event.target.closest('td[data-at]');
    if (!at) return;
    if (event.key === 'Enter' || event.key === ' ') open(at);
    else {
      const target = /^(Arrow|Home|End)/.test(event.key) && move(at, event.key);
      if (!target?.dataset?.at) return;
      focus(target);
      if (!panel.hidden) open(target);
    }
    event.preventDefault();
  });
  document.addEventListener('keydown', ({key}) => key === 'Escape' && !panel.hidden && close());
  filters.addEventListener('input', show);
  filters.addEventListener('reset', () => setTimeout(show));
  filters.addEventListener('submit', (event) => event.preventDefault());
  showSummary();
  showProblems();
  show();
})();
