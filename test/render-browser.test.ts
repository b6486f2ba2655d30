import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BrowserError, canSandbox, startBrowser } from '../src/render/browser.js';
import { packagedChromium, privateFolder, UnsafeFolderError } from '../src/render/chromium.js';
import { createBrowserHolder } from '../src/render/session.js';

describe('starting a browser', () => {
  it('leaves the environment alone', async () => {
    const before = { ...process.env };
    const other = await startBrowser();
    await other.close();
    expect({ ...process.env }).toEqual(before);
  });

  it('says which stated browser is missing', async () => {
    process.env.PUPPETEER_EXECUTABLE_PATH = '/nowhere/chrome';
    try {
      const starting = startBrowser();
      await expect(starting).rejects.toThrow(BrowserError);
      await expect(starting).rejects.toMatchObject({ exitCode: 3 });
      await expect(starting).rejects.toThrow('/nowhere/chrome');
    } finally {
      delete process.env.PUPPETEER_EXECUTABLE_PATH;
    }
  });

  it('refuses a folder that others can write to, and one that is a link', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'private-'));
    try {
      await chmod(folder, 0o777);
      await expect(privateFolder(folder)).rejects.toThrow(UnsafeFolderError);
      await chmod(folder, 0o700);
      await expect(privateFolder(folder)).resolves.toBe(folder);
      await symlink(folder, join(folder, 'link'));
      await expect(privateFolder(join(folder, 'link'))).rejects.toThrow(UnsafeFolderError);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('unpacks once for processes that start together', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'unpack-'));
    try {
      const [one, two] = await Promise.all([packagedChromium(folder), packagedChromium(folder)]);
      expect(one).toEqual(two);
      expect(one.executable.startsWith(join(folder, 'browser'))).toBe(true);
      await expect(packagedChromium(folder)).resolves.toEqual(one);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('keeps the sandbox wherever it can work', () => {
    const none = (): undefined => undefined;
    expect(canSandbox(1000, none)).toBe(true);
    expect(canSandbox(0, none)).toBe(false);
    expect(
      canSandbox(1000, (name) => (name === 'user/max_user_namespaces' ? '0' : undefined)),
    ).toBe(false);
    const apparmor = 'kernel/apparmor_restrict_unprivileged_userns';
    expect(canSandbox(1000, (name) => (name === apparmor ? '1' : undefined))).toBe(false);
  });
});

describe('a browser that is held for many packages', () => {
  it('is one, and another where it died in between', async () => {
    const holder = createBrowserHolder('bundled');
    try {
      const first = await holder.get();
      expect(await holder.get()).toBe(first);
      const gone = new Promise((resolve) => first.once('disconnected', resolve));
      first.process()?.kill('SIGKILL');
      await gone;
      const second = await holder.get();
      expect(second).not.toBe(first);
      expect(await second.version()).toMatch(/Chrome/);
    } finally {
      await holder.stop();
    }
  });
});
