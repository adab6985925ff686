import { describe, expect, it } from 'vitest';
import { looksRandom } from '../../../src/core/redaction/random-look.ts';
import {
  isGuessableName,
  isSecretHeader,
  isSecretName,
  isSecretParameter,
} from '../../../src/core/redaction/secret-names.ts';

describe('the name of a secret', () => {
  it.each([
    ...['token', 'idToken', 'id_token', 'refreshtoken', 'accessTokens', 'X-Auth-Token', 'auth'],
    ...['password', 'new_password', 'currentPassword', 'password_confirmation', 'current_pass'],
    ...['userPass', 'pwd', 'passcode', 'clientSecret', 'secret_key', 'apiKey', 'X-API-KEY'],
    ...['sessionKey', 'session_id', 'JSESSIONID', 'session_state', 'sid', 'csrf', '_csrf_token'],
    ...['xsrf-token', 'otp', 'otp_code', 'totpSecret', 'pin', 'cvv', 'verificationCode', 'jwt'],
    ...['sandi', 'kataSandi', 'kata_sandi', 'kata_sandi_baru', 'sandiLama', 'kode_otp', 'kodeOtp'],
    ...[
      'kode_verifikasi',
      'kunciApi',
      'token_akses',
      'rahasia',
      'kata-sandi-konfirmasi',
      'pin_baru',
    ],
    ...['signature', 'Proxy-Authorization', 'Set-Cookie', 'oobCode', 'window.csrfToken'],
  ])('is “%s”', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    ...['token_balance', 'tokenType', 'message', 'code', 'error', 'status', 'jobId', 'user_id'],
    ...['passed', 'pass_rate', 'passRate', 'compass', 'pinned', 'spinner', 'author', 'authority'],
    ...[
      'signal',
      'design',
      'key',
      'keyboard',
      'monkey',
      'state',
      'session',
      'sessions',
      'asosiasi',
    ],
    ...['passwordLength', 'password_changed_at', 'otp_required', 'ekspresi', 'posisi', 'kode', ''],
    ...['kode_pos', 'kunci_jawaban', 'statusCode', 'errorCode', 'zip_code', 'primary_key', 'side'],
  ])('is not “%s”', (name) => expect(isSecretName(name)).toBe(false));

  it('makes a number secret where a few digits are the whole secret', () => {
    expect(['pin', 'kode_otp', 'password', 'sandi'].map(isGuessableName)).not.toContain(false);
    expect(['tokens', 'token', 'page', 'code'].map(isGuessableName)).not.toContain(true);
  });

  it('is further a few letters in an address, but not what an error is called', () => {
    const secret = [
      'ticket=ST-1-abc',
      'key=x',
      'sig=abc',
      'code=4/0Adeu5B',
      'session_state=a.b',
      'kode=8Kq2Lm',
    ];
    const harmless = [
      'code=INVALID_TOKEN',
      'code=404',
      'kode=404',
      'monkey=1',
      'signal=x',
      'page=2',
      'q=key',
    ];
    const judged = (all: string[]) =>
      all.map((one) => isSecretParameter(...(one.split('=', 2) as [string, string])));
    expect(judged(secret)).not.toContain(false);
    expect(judged(harmless)).not.toContain(true);
  });

  it('is none of a header that only says what may be sent', () => {
    expect(isSecretHeader('Access-Control-Allow-Credentials')).toBe(false);
    expect(isSecretHeader('WWW-Authenticate')).toBe(false);
    expect(isSecretHeader('X-CSRF-Token')).toBe(true);
  });
});

describe('what looks like chance', () => {
  it.each([
    ...['a8Zq03kfLw2pQx91', 'tok_9aB8cD7eF6gH5iJ4kL3mN2', '9f86d081884c7d659a2feaa0c55ad015'],
    ...['6Xk-93Qd_aa7Z-pQ0w1Lm', 'V1StGXR8_Z5jdHi6B-myT', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ...['cjld2cjxh0000qzrmn831i7rn', 'GOCSPX-3kZ9qLm2_Xw8Rt5vY', 'abc123def456ghi789'],
  ])('is %s', (text) => expect(looksRandom(text)).toBe(true));

  it.each([
    ...['6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60', '1792472400000', 'order-000123', 'job-1', ''],
    ...['2026-10-20T05:00:00.000Z', '2026-10-20T05%3A00%3A00.000Z', 'getUserProfileDataById'],
    ...['assessment-results', '5-tips-10-tricks-2024-v2', 'application.vnd.github.v3', 'id-ID,id'],
    ...['AUTH_RATE_LIMIT_EXCEEDED', 'Mozilla/5.0 AppleWebKit/537.36', 'INVALID_REFRESH_TOKEN'],
  ])('is not %s', (text) => expect(looksRandom(text)).toBe(false));
});
