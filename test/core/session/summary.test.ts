import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Said, WordKey } from '../../../src/core/language/language.ts';
import { CAUSES } from '../../../src/core/language/stable-words.ts';
import { languageOf } from '../../../src/core/language/words.ts';
import { readSessionFacts, type SessionFacts } from '../../../src/core/session/facts.ts';
import { refusalSaid, type SessionSummary, summaryAt } from '../../../src/core/session/summary.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { record } from '../../scenarios/judge.ts';
import { readScenarios } from '../../scenarios/language.ts';
import { play, START_MS } from '../../scenarios/play.ts';

const speaking = (locale: 'en' | 'id') =>
  languageOf(
    locale,
    JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8')),
    'Asia/Jakarta',
  );
const SPOKEN = { en: speaking('en'), id: speaking('id') };

function factsOf(script: string): SessionFacts {
  const [scenario] = readScenarios(`# t\n## s\n${script}\nexpect cause not quoted`, 'inline');
  if (!scenario) throw new Error('no scenario');
  const arrivals = play(scenario).arrivals.map(({ observation }) => observation);
  return readSessionFacts(analyse(record(arrivals)));
}

/** s after the start */
function summaryOf(script: string, seconds: number): SessionSummary {
  return summaryAt(factsOf(script), START_MS + seconds * 1000);
}

const inBoth = (what: Said | null) => what && [SPOKEN.en.tell(what), SPOKEN.id.tell(what)];

const UNHEARD = `token A v2 sari life 3600
+0 login sari → A R1
+2 profile with A → 200`;
const SIGNED_IN = `token A v2 sari life 3600
+0 login sari → A R1
+1 store futureguide_access_token = A; futureguide_refresh_token = R1
+2 profile with A → 200`;
const WITHOUT_RENEWAL = `token A v2 sari life 3600
+0 login sari → A
+1 store futureguide_access_token = A
+2 profile with A → 200`;

interface Case {
  what: string;
  script: string;
  /** s after the start, 12:00:00 */
  at: number;
  standing: SessionSummary['standing'];
  tone: SessionSummary['tone'];
  /** in English and Indonesian */
  answer: [string, string];
  lastRefusal: [string, string] | null;
  forUser: WordKey | null;
}

const CASES: Case[] = [
  {
    what: 'a session that can be renewed',
    script: SIGNED_IN,
    at: 1050,
    standing: 'good',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session is good for another 42 min and can be renewed.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 42 menit lagi dan bisa diperpanjang.',
    ],
    lastRefusal: null,
    forUser: 'tell_good',
  },
  {
    what: 'a session that cannot be renewed',
    script: WITHOUT_RENEWAL,
    at: 600,
    standing: 'good',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session is good for another 50 min. It cannot be renewed: then the user has to sign in again.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 50 menit lagi. Tidak bisa diperpanjang: setelah itu user harus login ulang.',
    ],
    lastRefusal: null,
    forUser: 'tell_good',
  },
  {
    what: 'a session of a page that is not heard',
    script: UNHEARD,
    at: 600,
    standing: 'good',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session is good for another 50 min.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 50 menit lagi.',
    ],
    lastRefusal: null,
    forUser: 'tell_good',
  },
  {
    what: 'a session without an end',
    script: `token A v2 sari no exp age 60
+1 store futureguide_access_token = A
+2 profile with A → 200`,
    at: 600,
    standing: 'endless',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session does not say when it ends.',
      'Sudah login sebagai sari@siswa.example; sesinya tidak menyebut kapan berakhir.',
    ],
    lastRefusal: null,
    forUser: 'tell_good',
  },
  {
    what: 'the last minutes of a session that was not renewed',
    script: SIGNED_IN,
    at: 3400,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 3 min and the app has not renewed it. Press “Renew session”: what was typed stays.',
      'Sesi sari@siswa.example akan berakhir dalam 3 menit dan belum diperpanjang aplikasi. Tekan “Perpanjang sesi”: yang sudah diketik tidak akan hilang.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending_renewable',
  },
  {
    what: 'its last seconds',
    script: SIGNED_IN,
    at: 3541,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 59 s and the app has not renewed it. Press “Renew session”: what was typed stays.',
      'Sesi sari@siswa.example akan berakhir dalam 59 detik dan belum diperpanjang aplikasi. Tekan “Perpanjang sesi”: yang sudah diketik tidak akan hilang.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending_renewable',
  },
  {
    what: 'the last minutes in a page that is not heard',
    script: UNHEARD,
    at: 3400,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 3 min and the app has not renewed it.',
      'Sesi sari@siswa.example akan berakhir dalam 3 menit dan belum diperpanjang aplikasi.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending',
  },
  {
    what: 'a renewal that is under way',
    script: `${SIGNED_IN}
+56:40 refresh R1 → nothing`,
    at: 3420,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 3 min; the app is renewing it right now.',
      'Sesi sari@siswa.example akan berakhir dalam 3 menit; aplikasi sedang memperpanjangnya.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending',
  },
  {
    what: 'a renewal that failed',
    script: `${SIGNED_IN}
+56:40 refresh R1 → 500 INTERNAL_ERROR "Broke"`,
    at: 3420,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 2 min, and renewing it has failed.',
      'Sesi sari@siswa.example akan berakhir dalam 2 menit, dan perpanjangannya gagal.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending',
  },
  {
    what: 'the last minutes of a session that cannot be renewed',
    script: WITHOUT_RENEWAL,
    at: 3400,
    standing: 'ending',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example ends in 3 min and cannot be renewed: the user then has to sign in again.',
      'Sesi sari@siswa.example akan berakhir dalam 3 menit dan tidak bisa diperpanjang: setelah itu user harus login ulang.',
    ],
    lastRefusal: null,
    forUser: 'tell_ending',
  },
  {
    what: 'the very end, within what is known of the clock',
    script: SIGNED_IN,
    at: 3600,
    standing: 'edge',
    tone: 'warn',
    answer: [
      'Whether the session of sari@siswa.example is over cannot be told: the clocks are not exact enough.',
      'Belum bisa dipastikan apakah sesi sari@siswa.example sudah berakhir: jamnya tidak cukup teliti.',
    ],
    lastRefusal: null,
    forUser: 'tell_edge',
  },
  {
    what: 'a session that is over',
    script: SIGNED_IN,
    at: 3900,
    standing: 'ended',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example ended 5 min ago and has not been renewed. Press “Renew session”: what was typed stays. If that fails, ask the user to copy what was typed to a safe place and to reload; if that does not help, to sign in again.',
      'Sesi sari@siswa.example berakhir 5 menit yang lalu dan belum diperpanjang. Tekan “Perpanjang sesi”: yang sudah diketik tidak akan hilang. Kalau gagal, minta user menyalin yang sudah diketik ke tempat aman lalu reload; kalau tidak membantu, login ulang.',
    ],
    lastRefusal: null,
    forUser: 'tell_ended_renewable',
  },
  {
    what: 'a session that is over, and refused since',
    script: `${SIGNED_IN}
+61:00 poll j1 with A → 401 INVALID_TOKEN`,
    at: 3900,
    standing: 'ended',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example ended 5 min ago: requests are refused. Press “Renew session”: what was typed stays. If that fails, ask the user to copy what was typed to a safe place and to reload; if that does not help, to sign in again.',
      'Sesi sari@siswa.example berakhir 5 menit yang lalu: request ditolak. Tekan “Perpanjang sesi”: yang sudah diketik tidak akan hilang. Kalau gagal, minta user menyalin yang sudah diketik ke tempat aman lalu reload; kalau tidak membantu, login ulang.',
    ],
    lastRefusal: [
      'At 13:01:00 the service refused a request, because the session had already ended.',
      'Pukul 13:01:00 server menolak request, karena sesinya sudah berakhir.',
    ],
    forUser: 'tell_ended_renewable',
  },
  {
    what: 'a session that is over, and whose renewal failed',
    script: `${SIGNED_IN}
+61:00 refresh R1 → 500 INTERNAL_ERROR "Broke"`,
    at: 3900,
    standing: 'ended',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example ended 5 min ago and has not been renewed. Ask the user to copy what was typed to a safe place and to reload; if that does not help, to sign in again.',
      'Sesi sari@siswa.example berakhir 5 menit yang lalu dan belum diperpanjang. Minta user menyalin yang sudah diketik ke tempat aman lalu reload; kalau tidak membantu, login ulang.',
    ],
    lastRefusal: null,
    forUser: 'tell_ended',
  },
  {
    what: 'a session that is over and cannot be renewed, and refused since',
    script: `${WITHOUT_RENEWAL}
+61:00 poll j1 with A → 401 INVALID_TOKEN`,
    at: 3900,
    standing: 'ended',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example ended 5 min ago: requests are refused. Ask the user to copy what was typed to a safe place and to reload; if that does not help, to sign in again.',
      'Sesi sari@siswa.example berakhir 5 menit yang lalu: request ditolak. Minta user menyalin yang sudah diketik ke tempat aman lalu reload; kalau tidak membantu, login ulang.',
    ],
    lastRefusal: [
      'At 13:01:00 the service refused a request, because the session had already ended.',
      'Pukul 13:01:00 server menolak request, karena sesinya sudah berakhir.',
    ],
    forUser: 'tell_ended',
  },
  {
    what: 'a session that is over, and accepted since',
    script: `${SIGNED_IN}
+61:00 poll j1 with A → 200`,
    at: 3900,
    standing: 'overdue',
    tone: 'warn',
    answer: [
      'The session of sari@siswa.example should have ended 5 min ago, yet the service still accepts it.',
      'Sesi sari@siswa.example seharusnya sudah berakhir 5 menit yang lalu, tapi server masih menerimanya.',
    ],
    lastRefusal: null,
    forUser: 'tell_good',
  },
  {
    what: 'a session that the service refuses',
    script: `${SIGNED_IN}
+5:00 poll j1 with A → 401 INVALID_TOKEN`,
    at: 400,
    standing: 'refused',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example should last another 53 min, but at 12:05:00 the service refused it. Press “Save report…” first, then ask the user to copy what was typed to a safe place, to sign out and to sign in again. Send the report to a developer if it happens again, or if the user had only just signed in.',
      'Sesi sari@siswa.example seharusnya masih berlaku 53 menit lagi, tapi pukul 12:05:00 server menolaknya. Tekan “Simpan laporan…” dulu, lalu minta user menyalin yang sudah diketik ke tempat aman, logout, dan login ulang. Kirim laporannya ke developer kalau terjadi lagi, atau kalau user baru saja login.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request. The reason cannot be seen from here.',
      'Pukul 12:05:00 server menolak request. Alasannya tidak terlihat dari sini.',
    ],
    forUser: 'tell_refused',
  },
  {
    what: 'a session without an end that the service refuses',
    script: `token A v2 sari no exp age 60
+1 store futureguide_access_token = A
+5:00 poll j1 with A → 401 INVALID_TOKEN`,
    at: 400,
    standing: 'refused',
    tone: 'bad',
    answer: [
      'At 12:05:00 the service refused the session of sari@siswa.example. Press “Save report…” first, then ask the user to copy what was typed to a safe place, to sign out and to sign in again. Send the report to a developer if it happens again, or if the user had only just signed in.',
      'Pukul 12:05:00 server menolak sesi sari@siswa.example. Tekan “Simpan laporan…” dulu, lalu minta user menyalin yang sudah diketik ke tempat aman, logout, dan login ulang. Kirim laporannya ke developer kalau terjadi lagi, atau kalau user baru saja login.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request. The reason cannot be seen from here.',
      'Pukul 12:05:00 server menolak request. Alasannya tidak terlihat dari sini.',
    ],
    forUser: 'tell_refused',
  },
  {
    what: 'a refusal that a fault made',
    script: `${SIGNED_IN}
+4:00 fault "drop-authorization" on for /status/
+5:00 poll j1 with A → 401 INVALID_TOKEN`,
    at: 400,
    standing: 'refused',
    tone: 'bad',
    answer: [
      'The service refuses requests because of a simulation that is on here. This refusal says nothing about the session.',
      'Server menolak request karena simulasi yang aktif di sini. Penolakan ini tidak mengatakan apa-apa tentang sesinya.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request, because a simulation that was on here made it fail.',
      'Pukul 12:05:00 server menolak request, karena simulasi yang aktif di sini menggagalkannya.',
    ],
    forUser: null,
  },
  {
    what: 'a session that a fault had end, once the service refused it',
    script: `${SIGNED_IN}
token E v2 sari age 3700 life 3600
+4:00 fault "expire-now" on puts E
+4:01 store futureguide_access_token = E
+5:00 poll j1 with E → 401 INVALID_TOKEN`,
    at: 400,
    standing: 'refused',
    tone: 'bad',
    answer: [
      'The service refuses requests because of a simulation that is on here. This refusal says nothing about the session.',
      'Server menolak request karena simulasi yang aktif di sini. Penolakan ini tidak mengatakan apa-apa tentang sesinya.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request, because a simulation that was on here made it fail.',
      'Pukul 12:05:00 server menolak request, karena simulasi yang aktif di sini menggagalkannya.',
    ],
    forUser: null,
  },
  {
    what: 'a service that said it could not check',
    script: `${SIGNED_IN}
+5:00 poll j1 with A → 401 TOKEN_VERIFICATION_FAILED
+6:00 balance with A → 401 TOKEN_VERIFICATION_FAILED`,
    at: 400,
    standing: 'outage',
    tone: 'warn',
    answer: [
      'The service itself could not check sessions from 12:05:00 to 12:06:00. Since then no session was seen accepted: this may still be going on. Signed in as sari@siswa.example. Wait instead of pressing “Renew session”.',
      'Servernya sendiri yang tidak bisa mengecek sesi dari 12:05:00 sampai 12:06:00. Sejak itu belum terlihat ada sesi yang diterima: mungkin masih berlangsung. Yang login: sari@siswa.example. Tunggu saja, jangan tekan “Perpanjang sesi”.',
    ],
    lastRefusal: [
      'At 12:06:00 the service refused a request, because the service itself could not check sessions then.',
      'Pukul 12:06:00 server menolak request, karena saat itu servernya sendiri yang tidak bisa mengecek sesi.',
    ],
    forUser: 'tell_outage',
  },
  {
    what: 'a service that said once that it could not check',
    script: `${SIGNED_IN}
+5:00 poll j1 with A → 401 TOKEN_VERIFICATION_FAILED`,
    at: 400,
    standing: 'outage',
    tone: 'warn',
    answer: [
      'The service itself could not check sessions at 12:05:00. Since then no session was seen accepted: this may still be going on. Signed in as sari@siswa.example. Wait instead of pressing “Renew session”.',
      'Servernya sendiri yang tidak bisa mengecek sesi pada pukul 12:05:00. Sejak itu belum terlihat ada sesi yang diterima: mungkin masih berlangsung. Yang login: sari@siswa.example. Tunggu saja, jangan tekan “Perpanjang sesi”.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request, because the service itself could not check sessions then.',
      'Pukul 12:05:00 server menolak request, karena saat itu servernya sendiri yang tidak bisa mengecek sesi.',
    ],
    forUser: 'tell_outage',
  },
  {
    what: 'refusals on many routes at once, as far as seen',
    script: `${SIGNED_IN}
+5:00 profile with A → 401 INVALID_TOKEN
+5:02 balance with A → 401 INVALID_TOKEN
+5:04 jobs with A → 401 INVALID_TOKEN`,
    at: 400,
    standing: 'refused',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example should last another 53 min, but at 12:05:04 the service refused it. Press “Save report…” first, then ask the user to copy what was typed to a safe place, to sign out and to sign in again. Send the report to a developer if it happens again, or if the user had only just signed in.',
      'Sesi sari@siswa.example seharusnya masih berlaku 53 menit lagi, tapi pukul 12:05:04 server menolaknya. Tekan “Simpan laporan…” dulu, lalu minta user menyalin yang sudah diketik ke tempat aman, logout, dan login ulang. Kirim laporannya ke developer kalau terjadi lagi, atau kalau user baru saja login.',
    ],
    lastRefusal: [
      'At 12:05:04 the service refused a request, possibly because the service itself could not check sessions then.',
      'Pukul 12:05:04 server menolak request, mungkin karena saat itu servernya sendiri yang tidak bisa mengecek sesi.',
    ],
    forUser: 'tell_refused',
  },
  {
    what: 'a service that checks again',
    script: `${SIGNED_IN}
+5:00 poll j1 with A → 401 TOKEN_VERIFICATION_FAILED
+6:00 balance with A → 401 TOKEN_VERIFICATION_FAILED
+7:00 balance with A → 200`,
    at: 500,
    standing: 'good',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session is good for another 51 min and can be renewed.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 51 menit lagi dan bisa diperpanjang.',
    ],
    lastRefusal: [
      'From 12:05:00 to 12:06:00 the service itself could not check sessions. Since then it accepts them again.',
      'Dari 12:05:00 sampai 12:06:00 servernya sendiri yang tidak bisa mengecek sesi. Sejak itu sesi diterima lagi.',
    ],
    forUser: 'tell_outage_over',
  },
  {
    what: 'refusals on many routes at once that ended',
    script: `${SIGNED_IN}
+5:00 profile with A → 401 INVALID_TOKEN
+5:02 balance with A → 401 INVALID_TOKEN
+5:04 jobs with A → 401 INVALID_TOKEN
+5:40 profile with A → 200`,
    at: 500,
    standing: 'good',
    tone: 'good',
    answer: [
      'Signed in as sari@siswa.example; the session is good for another 51 min and can be renewed.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 51 menit lagi dan bisa diperpanjang.',
    ],
    lastRefusal: [
      'From 12:05:00 to 12:05:04 the service itself most likely could not check sessions. Since then it accepts them again.',
      'Dari 12:05:00 sampai 12:05:04 kemungkinan besar servernya sendiri yang tidak bisa mengecek sesi. Sejak itu sesi diterima lagi.',
    ],
    forUser: 'tell_outage_over_likely',
  },
  {
    what: 'a logout',
    script: `${SIGNED_IN}
+5:00 logout with A spends R1 → 200
storage cleared
page /auth`,
    at: 500,
    standing: 'signed-out',
    tone: 'idle',
    answer: [
      'Signed out at 12:05:02, 3 min ago. Last signed in: sari@siswa.example.',
      'Sudah logout pukul 12:05:02, 3 menit yang lalu. Yang terakhir login: sari@siswa.example.',
    ],
    lastRefusal: null,
    forUser: 'tell_signed_out',
  },
  {
    what: 'a user who was thrown out',
    script: `${SIGNED_IN}
+5:00 poll j1 with A → 401 INVALID_TOKEN
storage cleared
page /auth`,
    at: 500,
    standing: 'signed-out',
    tone: 'warn',
    answer: [
      'sari@siswa.example was signed out at 12:05:02, 3 min ago, right after the service had refused a request. Press “Save report…” and send it to a developer: the times are in it.',
      'sari@siswa.example ter-logout pukul 12:05:02, 3 menit yang lalu, tepat setelah server menolak sebuah request. Tekan “Simpan laporan…” dan kirim ke developer: jamnya ada di dalamnya.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request. The reason cannot be seen from here.',
      'Pukul 12:05:00 server menolak request. Alasannya tidak terlihat dari sini.',
    ],
    forUser: 'tell_thrown_out',
  },
  {
    what: 'somebody unknown who was thrown out',
    script: `token A opaque sari
+1 store futureguide_access_token = A
+5:00 poll j1 with A → 401 INVALID_TOKEN
storage cleared
page /auth`,
    at: 500,
    standing: 'signed-out',
    tone: 'warn',
    answer: [
      'Signed out at 12:05:02, 3 min ago, right after the service had refused a request. Press “Save report…” and send it to a developer: the times are in it.',
      'Ter-logout pukul 12:05:02, 3 menit yang lalu, tepat setelah server menolak sebuah request. Tekan “Simpan laporan…” dan kirim ke developer: jamnya ada di dalamnya.',
    ],
    lastRefusal: [
      'At 12:05:00 the service refused a request, most likely because the app sent a damaged proof of the sign-in.',
      'Pukul 12:05:00 server menolak request, kemungkinan besar karena aplikasi mengirim bukti login yang rusak.',
    ],
    forUser: 'tell_app_mistake',
  },
  {
    what: 'an app that dropped its session by itself',
    script: `${SIGNED_IN}
+5:00 storage cleared
page /auth`,
    at: 500,
    standing: 'signed-out',
    tone: 'idle',
    answer: [
      'Signed out: the app dropped its session at 12:05:01, 3 min ago. Last signed in: sari@siswa.example.',
      'Sudah logout: aplikasi membuang sesinya pukul 12:05:01, 3 menit yang lalu. Yang terakhir login: sari@siswa.example.',
    ],
    lastRefusal: null,
    forUser: 'tell_dropped',
  },
  {
    what: 'a page where nobody is signed in',
    script: `+0 page /auth
+1 storage cleared`,
    at: 500,
    standing: 'signed-out',
    tone: 'idle',
    answer: ['Signed out.', 'Tidak ada yang login.'],
    lastRefusal: null,
    forUser: 'tell_signed_out',
  },
  {
    what: 'a logout in a page that is not heard',
    script: `${UNHEARD}
+5:00 logout with A spends R1 → 200`,
    at: 600,
    standing: 'signed-out',
    tone: 'idle',
    answer: [
      'Signed out at 12:05:00, 4 min ago. Last signed in: sari@siswa.example.',
      'Sudah logout pukul 12:05:00, 4 menit yang lalu. Yang terakhir login: sari@siswa.example.',
    ],
    lastRefusal: null,
    forUser: 'tell_signed_out',
  },
  {
    what: 'a session that is not valid yet',
    script: `token A v2 sari age 0 nbf +900s
+1 store futureguide_access_token = A`,
    at: 500,
    standing: 'early',
    tone: 'bad',
    answer: [
      'The session of sari@siswa.example becomes valid only in 6 min; most likely two clocks do not agree.',
      'Sesi sari@siswa.example baru berlaku 6 menit lagi; kemungkinan besar karena selisih jam.',
    ],
    lastRefusal: null,
    forUser: 'tell_clock',
  },
  {
    what: 'a session that cannot be read',
    script: `token A opaque sari
+1 store futureguide_access_token = A`,
    at: 500,
    standing: 'unreadable',
    tone: 'warn',
    answer: [
      'There is a session, but it cannot be read from here when it ends.',
      'Ada sesi, tapi kapan berakhirnya tidak terbaca dari sini.',
    ],
    lastRefusal: null,
    forUser: null,
  },
  {
    what: 'a damaged session',
    script: `token B v2 sari age 60
token A cut of B
+1 store futureguide_access_token = A`,
    at: 500,
    standing: 'damaged',
    tone: 'bad',
    answer: [
      'What the app keeps as the session is damaged: the service cannot read it.',
      'Sesi yang disimpan aplikasi sudah rusak: server tidak bisa membacanya.',
    ],
    lastRefusal: null,
    forUser: 'tell_app_mistake',
  },
  {
    what: 'nothing seen yet',
    script: `+0 page /`,
    at: 500,
    standing: 'unseen',
    tone: 'idle',
    answer: [
      'Nothing of a session has been seen yet. Use the page, or reload it.',
      'Belum terlihat sesi apa pun. Pakai halamannya, atau reload.',
    ],
    lastRefusal: null,
    forUser: null,
  },
];

describe('what support is told of', () => {
  it.each(CASES)('$what', ({ script, at, standing, tone, answer, lastRefusal, forUser }) => {
    const summary = summaryOf(script, at);
    expect(inBoth(summary.said)).toEqual(answer);
    expect(inBoth(summary.lastRefusal)).toEqual(lastRefusal);
    expect(summary.forUser?.key ?? null).toBe(forUser);
    expect(summary).toMatchObject({ standing, tone });
  });
});

describe('an outage that only the page told of', () => {
  const facts = factsOf(SIGNED_IN);
  const [from, until] = [START_MS + 300_000, START_MS + 420_000];
  const told = (outage: Partial<SessionFacts['outage']>) => {
    const likely = { from, until, certainty: 'likely', isOver: false } as const;
    return summaryAt({ ...facts, outage: { ...likely, ...outage } }, START_MS + 480_000);
  };

  it('is most likely one', () => {
    const { said, forUser } = told({});
    expect(inBoth(said)).toEqual([
      'Most likely the service itself could not check sessions from 12:05:00 to 12:07:00. Since then no session was seen accepted: this may still be going on. Signed in as sari@siswa.example. Wait instead of pressing “Renew session”.',
      'Kemungkinan besar servernya sendiri yang tidak bisa mengecek sesi dari 12:05:00 sampai 12:07:00. Sejak itu belum terlihat ada sesi yang diterima: mungkin masih berlangsung. Yang login: sari@siswa.example. Tunggu saja, jangan tekan “Perpanjang sesi”.',
    ]);
    expect(forUser?.key).toBe('tell_outage_likely');
    expect(inBoth(told({ until: from }).said)).toEqual([
      'Most likely the service itself could not check sessions at 12:05:00. Since then no session was seen accepted: this may still be going on. Signed in as sari@siswa.example. Wait instead of pressing “Renew session”.',
      'Kemungkinan besar servernya sendiri yang tidak bisa mengecek sesi pada pukul 12:05:00. Sejak itu belum terlihat ada sesi yang diterima: mungkin masih berlangsung. Yang login: sari@siswa.example. Tunggu saja, jangan tekan “Perpanjang sesi”.',
    ]);
  });
});

const whose = (script: string, seconds: number) => SPOKEN.en.tell(summaryOf(script, seconds).said);

describe('whose session it is', () => {
  const STRANGER = 'token S v2 budi life 3600';
  const REFUSED = '+5:00 poll j1 with S → 401 INVALID_TOKEN';
  const TWO_USERS = `token A v2 budi life 3600
token B v2 sari life 3600
+0 login budi → A R1
+2 profile with A → 200
+60 logout with A spends R1 → 200
+90 login sari → B R2`;

  it.each([
    ['heard', SIGNED_IN],
    ['not heard', UNHEARD],
  ])('is not a stranger’s whose token was refused, in a page that is %s', (_, signedIn) => {
    const told = whose(`${STRANGER}\n${signedIn}\n${REFUSED}`, 320);
    expect(told).toMatch(/^Signed in as sari@siswa\.example; the session is good/);
    expect(
      inBoth(summaryOf(`${STRANGER}\n${signedIn}\n${REFUSED}`, 320).lastRefusal),
    ).not.toBeNull();
  });

  it.each([
    ['heard', '+91 store futureguide_access_token = B; futureguide_refresh_token = R2\n'],
    ['not heard', ''],
  ])('is not that of the user before, in a page that is %s', (_, stored) => {
    const late = `${TWO_USERS}
${stored}+95 profile with B → 200
+100 poll j1 with A → 401 INVALID_TOKEN`;
    expect(whose(late, 120)).toMatch(/^Signed in as sari@siswa\.example; the session is good/);
  });

  it('is that of who signed in last, refused or not', () => {
    const refused = `${TWO_USERS}\n+95 profile with B → 401 INVALID_TOKEN`;
    expect(whose(refused, 120)).toMatch(
      /^The session of sari@siswa\.example should last another 59 min, but at 12:01:35 the service refused it\./,
    );
  });

  it('is the newer one of a user, though the older one was accepted', () => {
    const renewed = `token B v2 sari life 3600
${UNHEARD}
+50:00 refresh R1 → B R2
+50:10 profile with B → 401 INVALID_TOKEN`;
    expect(summaryOf(renewed, 3020)).toMatchObject({ standing: 'refused' });
  });

  it('is nobody’s who would be signed in where all that was sent was refused', () => {
    expect(whose(`${STRANGER}\n${REFUSED}`, 320)).toMatch(
      /^The session of budi@siswa\.example should last/,
    );
  });

  it('is that of who was signed in, where the refusal of a stranger’s threw them out', () => {
    const thrownOut = `${STRANGER}\n${SIGNED_IN}\n${REFUSED}\nstorage cleared\npage /auth`;
    expect(whose(thrownOut, 320)).toMatch(/^sari@siswa\.example was signed out at/);
  });
});

describe('what is told', () => {
  it('counts down by the clock of the service', () => {
    const ahead = `${SIGNED_IN}\n+3 balance with A → 200`;
    expect(summaryOf(ahead, 3000).secondsLeft).toBe(600);
    expect(summaryOf(`server +120s\n${ahead}`, 3000).secondsLeft).toBe(600);
  });

  it('counts the refused where there is more than one', () => {
    const once = `${SIGNED_IN}\n+5:00 poll j1 with A → 401 INVALID_TOKEN`;
    expect(summaryOf(once, 400).refusedCount).toBeNull();
    const twice = `${once}\n+5:02 poll j1 with A → 401 INVALID_TOKEN`;
    expect(inBoth(summaryOf(twice, 400).refusedCount)).toEqual([
      '2 requests were refused in all.',
      'Total 2 request ditolak.',
    ]);
  });

  it('asks for the right time of a computer whose clock is far from the service’s, refused or not', () => {
    const good = `${SIGNED_IN}\n+3 balance with A → 200`;
    expect(inBoth(summaryOf(`server -4200s\n${good}`, 60).forUser)).toEqual([
      'Your computer’s clock is about 1 h 10 min fast. Please copy what you have typed to a safe place, set date and time to automatic, then reload the page.',
      'Jam komputer Anda lebih cepat sekitar 1 jam 10 menit. Mohon salin dulu yang sudah diketik ke tempat aman, atur tanggal dan waktunya ke otomatis, lalu reload halamannya.',
    ]);
    expect(inBoth(summaryOf(`server +4200s\n${good}`, 60).forUser)).toEqual([
      'Your computer’s clock is about 1 h 10 min slow. Please copy what you have typed to a safe place, set date and time to automatic, then reload the page.',
      'Jam komputer Anda lebih lambat sekitar 1 jam 10 menit. Mohon salin dulu yang sudah diketik ke tempat aman, atur tanggal dan waktunya ke otomatis, lalu reload halamannya.',
    ]);
    expect(summaryOf(`server +30s\n${good}`, 60).forUser?.key).toBe('tell_good');
    const ahead = summaryOf(`server -4200s\n${good}`, 60);
    expect(inBoth(ahead.said)).toEqual([
      'Signed in as sari@siswa.example; the session is good for another 59 min and can be renewed. The clock of this computer is about 1 h 10 min ahead of the service’s, so the app may treat a session as expired too early.',
      'Sudah login sebagai sari@siswa.example; sesi masih berlaku 59 menit lagi dan bisa diperpanjang. Jam komputer ini sekitar 1 jam 10 menit lebih cepat dari jam server, jadi aplikasi bisa menganggap sesi berakhir sebelum waktunya.',
    ]);
    expect(ahead.tone).toBe('warn');
    const behind = SPOKEN.en.tell(summaryOf(`server +4200s\n${good}`, 60).said);
    expect(behind).toMatch(/clock of this computer is about 1 h 10 min behind/);
    const late = `server +4200s\n${good}\n+60:10 poll j1 with A → 401 INVALID_TOKEN`;
    const over = summaryOf(late, 3620);
    expect(over.standing).toBe('ended');
    expect(over.forUser?.key).toBe('tell_clock_behind');
  });

  it('says until when, or since when, by the clock of this computer where that is right', () => {
    const good = `${SIGNED_IN}\n+3 balance with A → 200`;
    const left = (script: string, seconds: number) => inBoth(summaryOf(script, seconds).left);
    expect(left(good, 60)).toEqual(['left, until 13:00', 'lagi, sampai 13:00']);
    expect(left(good, 3900)).toEqual(['since it ended at 13:00', 'sejak berakhir pukul 13:00']);
    expect(left(`server -4200s\n${good}`, 60)).toEqual([
      'left, until 11:50 by the service’s clock',
      'lagi, sampai 11:50 menurut jam server',
    ]);
    expect(left(`server -4200s\n${good}`, 3900)).toEqual([
      'since it ended at 11:50 by the service’s clock',
      'sejak berakhir pukul 11:50 menurut jam server',
    ]);
  });

  it('says only that it is left, or over, where no time of day would tell it', () => {
    const good = `${SIGNED_IN}\n+3 balance with A → 200`;
    const withoutClock = { ...factsOf(good), clock: null };
    const left = (facts: SessionFacts, seconds: number) =>
      summaryAt(facts, START_MS + seconds * 1000).left?.key;
    expect(left(withoutClock, 60)).toBe('popup_left');
    expect(left(withoutClock, 3900)).toBe('popup_over');
    expect(left(factsOf(good), 3600 * 30)).toBe('popup_over');
    expect(left(factsOf(good.replace('life 3600', 'life 200000')), 60)).toBe('popup_left');
  });

  it('counts no seconds of what has just happened', () => {
    const out = `${SIGNED_IN}\n+5:00 logout with A spends R1 → 200\nstorage cleared\npage /auth`;
    expect(inBoth(summaryOf(out, 303).said)).toEqual([
      'Signed out at 12:05:02, just now. Last signed in: sari@siswa.example.',
      'Sudah logout pukul 12:05:02, baru saja. Yang terakhir login: sari@siswa.example.',
    ]);
  });

  it('says that no refusal was seen only of requests that were seen', () => {
    expect(inBoth(summaryOf(SIGNED_IN, 60).noneRefused)).toEqual([
      '2 requests seen in this tab, no refusal.',
      'Dari 2 request yang terlihat di tab ini, belum ada yang ditolak.',
    ]);
    expect(summaryOf(`${SIGNED_IN}\n+5 poll j1 with A → 401`, 60).noneRefused).toBeNull();
    expect(summaryOf('+0 page /', 60).noneRefused).toBeNull();
  });

  it('has nobody press a button that is not to be pressed in a tab only looked on at', () => {
    const facts = { ...factsOf(SIGNED_IN), renewal: 'watch-only' } as const;
    const { said: answer, forUser } = summaryAt(facts, START_MS + 3_400_000);
    expect(SPOKEN.en.tell(answer)).toMatch(/and the app has not renewed it\.$/);
    expect(forUser?.key).toBe('tell_ending');
    expect(SPOKEN.en.tell(summaryAt(facts, START_MS + 60_000).said)).toMatch(/another 59 min\.$/);
  });

  it('says that an outage is over only to somebody who is signed in', () => {
    const over = `${SIGNED_IN}
+5:00 poll j1 with A → 401 TOKEN_VERIFICATION_FAILED
+6:00 poll j1 with A → 200`;
    expect(summaryOf(over, 400).forUser?.key).toBe('tell_outage_over');
    expect(inBoth(summaryOf(over, 400).lastRefusal)).toEqual([
      'At 12:05:00 the service itself could not check sessions. Since then it accepts them again.',
      'Pada pukul 12:05:00 servernya sendiri yang tidak bisa mengecek sesi. Sejak itu sesi diterima lagi.',
    ]);
    expect(summaryOf(over, 40 * 60).forUser?.key).toBe('tell_good');
    const left = `${over}\n+7:00 logout with A spends R1 → 200\nstorage cleared\npage /auth`;
    expect(summaryOf(left, 500).forUser?.key).toBe('tell_signed_out');
  });

  it('says no longer what an old refusal asked for', () => {
    const mistaken = `${SIGNED_IN}\n+5:00 poll j1 with "Bearer undefined" → 401 INVALID_TOKEN\n+5:10 poll j1 with A → 200`;
    expect(summaryOf(mistaken, 600).forUser?.key).toBe('tell_app_mistake');
    expect(summaryOf(mistaken, 40 * 60).forUser?.key).toBe('tell_good');
  });
});

describe('every cause', () => {
  it.each(CAUSES)('%s is told in words of its own that name no token', (cause) => {
    const told = inBoth(refusalSaid({ id: 'r1', at: START_MS, cause, certainty: 'likely' }));
    const isUnknown = cause === 'unknown';
    expect(told?.[0]).toMatch(isUnknown ? /cannot be seen/ : /most likely because ./);
    expect(told?.[1]).toMatch(isUnknown ? /tidak terlihat/ : /kemungkinan besar karena ./);
    expect(told?.join()).not.toMatch(/token|bearer|jwt|401/i);
  });
});
