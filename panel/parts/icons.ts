/**
 * Drawn for this project on a 20 × 20 raster with strokes of 1.5, filled ones where they carry a
 * state; the colour is that of the text. Under the licence of the repository.
 */
export const ICONS = {
  record: { path: 'M10 4.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z', filled: false },
  recording: { path: 'M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z', filled: true },
  clear: {
    path: 'M10 3.25a6.75 6.75 0 1 1 0 13.5a6.75 6.75 0 1 1 0-13.5zM5.2 5.2l9.6 9.6',
    filled: false,
  },
  filter: { path: 'M3.5 5h13l-5 6v4.5l-3 1.5v-6z', filled: false },
  close: { path: 'M5 5l10 10M15 5L5 15', filled: false },
  copy: { path: 'M7 6.5h8.5v10.5H7zM4.5 13.5V3h8.5', filled: false },
  refresh: {
    path: 'M15.8 8.2A6.2 6.2 0 0 0 4.6 7M4.2 11.8A6.2 6.2 0 0 0 15.4 13M15.9 3.8v4.4h-4.4M4.1 16.2v-4.4h4.4',
    filled: false,
  },
  cross: {
    path: 'M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM6.9 5.9L10 9l3.1-3.1l1 1L11 10l3.1 3.1l-1 1L10 11l-3.1 3.1l-1-1L9 10L5.9 6.9z',
    filled: true,
  },
  warning: {
    path: 'M10 2.2L18.8 17.5H1.2zM9.2 7.5v5h1.6v-5zM9.2 13.7v1.6h1.6v-1.6z',
    filled: true,
  },
  check: {
    path: 'M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM9 13.9L5.2 10.1l1.1-1.1L9 11.7l4.7-4.7l1.1 1.1z',
    filled: true,
  },
  info: {
    path: 'M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM9.2 9v5.2h1.6V9zM9.2 5.8v1.7h1.6V5.8z',
    filled: true,
  },
  clock: {
    path: 'M10 3.25a6.75 6.75 0 1 1 0 13.5a6.75 6.75 0 1 1 0-13.5zM10 6v4.3l2.8 1.7',
    filled: false,
  },
  question: {
    path: 'M10 3.25a6.75 6.75 0 1 1 0 13.5a6.75 6.75 0 1 1 0-13.5zM7.9 8.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.3v.4M10 13v1.2',
    filled: false,
  },
  page: { path: 'M5 3h7l3 3v11H5zM12 3v3h3', filled: false },
  exit: { path: 'M11.5 4h-7v12h7M8.5 10h8M13.5 7l3 3l-3 3', filled: false },
  socket: { path: 'M3 7.5h12.5M12.5 4.5l3 3l-3 3M17 12.5H4.5M7.5 9.5l-3 3l3 3', filled: false },
  export: { path: 'M10 3v9.5M6.5 9l3.5 3.5L13.5 9M4 13.5V16.5h12v-3', filled: false },
  ask: {
    path: 'M3.5 4h13v9.5H9L5.5 16.5v-3h-2zM8.2 7.1a1.9 1.9 0 1 1 2.6 1.7c-.5.2-.8.5-.8 1M10 11.4v.4',
    filled: false,
  },
  chevron: { path: 'M7.5 5l5 5l-5 5', filled: false },
} as const;

export type IconName = keyof typeof ICONS;
