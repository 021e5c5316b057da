/** How cards look, light or dark as the reader's system is, and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1d2433;--soft:#5b6578;--line:#dfe3ea;--page:#f5f6f9;--card:#fff;--well:#f1f3f7;--accent:#3257d5;
--accent-well:#e6ecfd;--good:#1a7f4b;--good-well:#e3f5ea;--doubt:#8a5a00;--doubt-well:#fdf1d8;--bad:#b3261e;--bad-well:#fdeae8}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8f0;--soft:#9aa5b8;--line:#323a4a;--page:#12161e;--card:#1a202b;--well:#232a37;--accent:#8ea8ff;
--accent-well:#26345f;--good:#6fd39b;--good-well:#17382a;--doubt:#f0c264;--doubt-well:#3d3114;--bad:#ff9d94;--bad-well:#451f1d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1040px;margin:0 auto;padding:28px 20px 48px}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 12px;margin-bottom:18px}
h1{font-size:1.55rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
header p{margin:0;width:100%;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
.state{font-size:.8rem;font-weight:600;padding:1px 10px;border-radius:99px;background:var(--good-well);color:var(--good)}
.state.failed{background:var(--bad-well);color:var(--bad)}.state.running{background:var(--accent-well);color:var(--accent)}
section,.content{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 22px;margin:0 0 16px}
section>h2{font-size:1.02rem;margin:0 0 12px}
.content>*{margin:0 0 18px}.content>:last-child{margin-bottom:0}
.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}
h2,h3,h4{line-height:1.3}.markdown h1{font-size:1.45rem}.markdown h2{font-size:1.2rem}.markdown h3{font-size:1.05rem}
a{color:var(--accent)}
blockquote{margin:1em 0;padding-left:14px;border-left:3px solid var(--line);color:var(--soft)}
hr{border:0;border-top:1px solid var(--line)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
:not(pre)>code{background:var(--well);padding:1px 5px;border-radius:5px}th>code,.what>code{background:none!important;padding:0!important;font-size:.92em}
pre code{font-size:1em}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.markdown pre,pre.log,pre.code,.artifact pre{background:var(--well);border-radius:8px;padding:10px 14px;max-height:460px;overflow:auto}
.markdown pre{margin:1em 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;min-width:40%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--soft);font-weight:600;border-bottom-width:2px;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
tbody th{font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
table.artifacts{width:100%}table.artifacts td:last-child{width:60%}table.artifacts pre{max-height:180px;overflow:auto}
table.artifacts th,table.artifacts td{white-space:nowrap}table.artifacts pre{white-space:pre-wrap}
.type{color:var(--soft)}.none{margin:0;color:var(--soft)}
dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:12px 22px;margin:0}
dl.facts dt{color:var(--soft);font-size:.82rem}dl.facts dd{margin:0;overflow-wrap:anywhere}
figure{margin:0}figure img{max-width:100%;height:auto;border-radius:8px}figcaption{color:var(--soft);font-size:.88rem;margin-top:6px}
.chart svg,.graph svg{max-width:100%;height:auto;display:block}
.graph .edge{fill:none;stroke:var(--soft);stroke-width:1.3}.graph marker path{fill:var(--soft)}
.graph text{font-size:13px;fill:var(--ink);text-anchor:middle;dominant-baseline:central}
.graph .label{font-size:11px;fill:var(--soft);paint-order:stroke;stroke:var(--card);stroke-width:4px}
.graph .step rect{fill:var(--well);stroke:var(--line)}.graph .current rect{fill:var(--accent-well);stroke:var(--accent);stroke-width:1.6}
.graph .current text{font-weight:600}
.progress .what{display:flex;justify-content:space-between;gap:16px;margin-bottom:5px;font-size:.93rem}.progress .what span:last-child{color:var(--soft);font-variant-numeric:tabular-nums}
progress{width:100%;height:10px;appearance:none;border:0;border-radius:99px;overflow:hidden;background:var(--well)}
progress::-webkit-progress-bar{background:var(--well)}progress::-webkit-progress-value{background:var(--accent);border-radius:99px}progress::-moz-progress-bar{background:var(--accent);border-radius:99px}
.boxes{display:flex;flex-wrap:wrap;gap:12px}
.box{flex:1 1 170px;max-width:340px;background:var(--well);border-radius:10px;padding:12px 16px}.box .what,.box .more{color:var(--soft);font-size:.86rem}
.box .value{font-size:1.7rem;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}.box .change{font-size:.86rem;font-weight:600;margin-top:2px}
.box.success{background:var(--good-well)}.box.success .value{color:var(--good)}.box.warning{background:var(--doubt-well)}.box.warning .value{color:var(--doubt)}.box.danger{background:var(--bad-well)}.box.danger .value{color:var(--bad)}
summary{cursor:pointer;color:var(--soft)}
.timeline ol{list-style:none;margin:8px 0 0;padding:0}.timeline li{border-left:3px solid var(--line);padding:4px 0 8px 14px}.timeline .what,.timeline time{color:var(--soft);font-size:.86rem}
.timeline dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:2px 0 4px}.timeline dt{color:var(--soft)}.timeline dd{margin:0;overflow-wrap:anywhere}
.timeline .success{border-color:var(--good)}.timeline .warning{border-color:var(--doubt)}.timeline .danger{border-color:var(--bad)}.timeline .info{border-color:var(--accent)}
.artifact .what{margin-bottom:4px}
.problem,section.failure{background:var(--bad-well);border:1px solid var(--bad);color:var(--ink);border-radius:10px;padding:12px 16px}.problem pre{margin-top:6px}section.failure h2{color:var(--bad)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--card:#fff;--well:#f3f3f3;--accent:#2343b0;--accent-well:#e6ecfd;--good:#146c3e;--good-well:#eef8f2;--doubt:#744b00;--doubt-well:#fdf6e6;--bad:#9c1c15;--bad-well:#fdf0ef}
main{max-width:none;padding:0}section,.content{border:0;padding:0;margin-bottom:22px}pre,.scroll,table.artifacts pre,.artifact pre{max-height:none!important;overflow:visible!important}
tr,figure,.box,.chart,.graph{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}*{print-color-adjust:exact}}
`.replaceAll('\n', '');
