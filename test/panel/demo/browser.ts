/** As much of the extension API as the panel uses, for a page that is no extension. */
export default {
  storage: {
    local: {
      get: async (keys: string | string[]) =>
        Object.fromEntries(
          [keys].flat().map((key) => [key, JSON.parse(localStorage.getItem(key) ?? 'null')]),
        ),
      set: async (values: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(values))
          localStorage.setItem(key, JSON.stringify(value));
      },
    },
    onChanged: { addListener: () => {}, removeListener: () => {} },
  },
};
