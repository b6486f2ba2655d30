/**
 * Who may ask: the page of this run, in a browser on this machine. Other pages that the same browser has open can
 * send requests here too; they do not know the token, may not read what is answered, and what they send is refused.
 */
import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { TOKEN_HEADER } from './wire.js';

/**
 * Requests for another host or from another origin are refused, whatever they ask for.
 * @param hostNow where the server listens: 127.0.0.1:12345. A name that leads there (DNS rebinding) is not it
 */
export const sameOrigin =
  (hostNow: () => string): MiddlewareHandler =>
  async (c, next) => {
    const host = hostNow();
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const foreign =
      c.req.header('host') !== host ||
      (origin !== undefined && origin !== `http://${host}`) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none');
    if (foreign) return c.json({ message: '只回答本机打开的页面。' }, 403);
    return next();
  };

/** What a question must carry. */
export const withToken = (token: string): MiddlewareHandler => {
  const expected = Buffer.from(token);
  return async (c, next) => {
    const given = Buffer.from(c.req.header(TOKEN_HEADER) ?? '');
    const known = given.length === expected.length && timingSafeEqual(given, expected);
    if (known) return next();
    return c.json({ message: '这个页面是以前打开的。请打开终端里显示的新地址。' }, 401);
  };
};

const policy = (parts: Readonly<Record<string, string>>) =>
  Object.entries(parts)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** The page: scripts and styles of this server alone, and the style that the editor makes as it goes. */
const pagePolicy = (nonce: string) =>
  policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });

/** The frame that shows the printed document: no script runs in it, and it asks for typefaces alone. */
const DOCUMENT_POLICY = policy({
  'default-src': "'none'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': 'data:',
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
});

/**
 * @param nonce by which the page's editor may add its style sheet
 * @param frame path of the document that the page frames
 */
export const withHeaders =
  (nonce: string, frame: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set(
      'content-security-policy',
      c.req.path === frame ? DOCUMENT_POLICY : pagePolicy(nonce),
    );
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-content-type-options', 'nosniff');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
