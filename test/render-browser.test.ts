import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BrowserError, canSandbox, startBrowser } from '../src/render/browser.js';
import { packagedChromium, privateFolder, UnsafeFolderError } from '../src/render/chromium.js';
import { createBrowserHolder } from '../src/render/session.js';
import { temporaryFolderProblem } from '../src/render/temporary-folder.js';
import { newMark } from '../src/running.js';

const profilesOf = (pid: number) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`gongkai-browser-${pid}.`));

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

  it('says that there is no folder for temporary files, and does not blame the browser', async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = '/nowhere/tmp';
    try {
      const message = await startBrowser().then(
        () => '',
        ({ message }: Error) => message,
      );
      expect(message).toMatch(/^没有临时文件夹，不能生成 PDF：\/nowhere\/tmp\n请建好它，/);
      expect(message).not.toContain('Chrome');
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  it('says that the disk is full where that is why it failed', () => {
    const full = new Error('ENOSPC: no space left on device, write');
    expect(temporaryFolderProblem(full)?.message).toContain('临时文件夹所在的磁盘已满');
    expect(temporaryFolderProblem(new Error('Code: 1'))).toBeUndefined();
  });

  it('clears the profiles of runs that are gone, and those alone', async () => {
    const [pid, start, ...rest] = newMark().split('.');
    const profile = (...mark: readonly (string | undefined)[]) =>
      join(tmpdir(), `gongkai-browser-${mark.join('.')}`);
    const gone = profile(pid, `${start}1`, ...rest);
    const others = [profile(pid, start, ...rest), profile('notes')];
    for (const folder of [gone, ...others])
      await mkdir(join(folder, 'Default'), { recursive: true });
    try {
      const browser = await startBrowser();
      const held = profilesOf(process.pid);
      await browser.close();
      expect([gone, ...others].map((folder) => existsSync(folder))).toEqual([false, true, true]);
      // its own goes with it
      expect(held.length - profilesOf(process.pid).length).toBe(1);
    } finally {
      for (const folder of others) await rm(folder, { recursive: true });
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
  it('is killed while it starts, and leaves nothing', async () => {
    const before = profilesOf(process.pid);
    const holder = createBrowserHolder('bundled');
    await holder.begin();
    await holder.kill();
    await expect(holder.get()).rejects.toThrow(BrowserError);
    expect(profilesOf(process.pid)).toEqual(before);
  });

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
