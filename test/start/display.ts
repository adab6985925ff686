/** Whether a window that is opened here can be seen by anybody. */
export function hasDisplay(platform = process.platform, env = process.env): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
