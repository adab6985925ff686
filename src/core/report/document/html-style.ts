/** The looks of the HTML report; the page allows no other style. */
export const STYLE = `
:root{color-scheme:light dark;--text:light-dark(#1f2328,#e6e8eb);--subtle:light-dark(#59636e,#9aa4af);--line:light-dark(#d1d9e0,#3d444d);--life:light-dark(#cfe3ff,#1f3a5f);--edge:light-dark(#3b82c4,#6ba6e8);--soon:light-dark(#f3d7a0,#6b5320);--good:light-dark(#1a7f37,#4ac26b);--bad:light-dark(#b3261e,#ff8a80);--warn:light-dark(#8a5a00,#e0b050);--now:light-dark(#5b3fb0,#b9a5ff)}
body{margin:0 auto;max-width:68rem;padding:1.5rem;font:15px/1.5 system-ui,sans-serif;color:var(--text);background:light-dark(#fff,#16181c)}
h1{font-size:1.4rem;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
p{margin:.4rem 0}
.lead{font-size:1.1rem;border-left:4px solid var(--good);padding-left:.75rem}
.lead.bad{border-color:var(--bad)}
.subtle,time{color:var(--subtle)}
time{font-variant-numeric:tabular-nums;margin-right:.5rem}
li.bad::marker{color:var(--bad);font-weight:bold}
li.good::marker{color:var(--good)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td code{overflow-wrap:normal}
td time{margin:0;white-space:nowrap}
p code{font-size:11px}
td ul{margin:0;padding-left:1.1rem}
tbody th{font-weight:normal;color:var(--subtle);width:14rem}
code{font:13px ui-monospace,monospace}
.finding{margin:.8rem 0;padding-left:.75rem;border-left:3px solid var(--line);break-inside:avoid}
.finding.error{border-color:var(--bad)}
.finding.warning{border-color:var(--warn)}
svg{width:100%;height:auto;break-inside:avoid}
svg text{font:11px system-ui,sans-serif;fill:var(--subtle);paint-order:stroke;stroke:light-dark(#fff,#16181c);stroke-width:3px}
svg path,svg line{fill:none;stroke:var(--line)}
svg .life{fill:var(--life);stroke:var(--edge)}
svg .never{fill:none;stroke:var(--bad);stroke-dasharray:3 3}
svg .soon{fill:var(--soon)}
svg .late{stroke:var(--bad);stroke-dasharray:3 3}
svg .job-pass,svg .accepted{stroke:var(--good)}
svg .job-fail,svg .rejected,svg .refresh-failed{stroke:var(--bad)}
svg .failed,svg .expired,svg .refresh-unanswered{stroke:var(--warn)}
svg .signed-in,svg .refreshed,svg .link{stroke:var(--now)}
svg .pending,svg .unknown,svg .job-open{stroke:var(--subtle)}
svg .mark{stroke-width:2}
tr{break-inside:avoid}
@media print{:root{color-scheme:light}body{padding:0;font-size:12px}}
`;
