import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import {
  reportDefinitions,
  reportDescriptions,
  reportSchema,
} from '../../src/core/report/report-schema.ts';
import { ownProfileSchema } from '../../src/core/service/own-profile.ts';

const WRITE_AGAIN = 'npx vitest run --project unit test/core/schemas.test.ts -u';

type Source = Parameters<typeof toJsonSchema>[0];

/** What a JSON Schema cannot say; where one says it in other words, metadata stands beside it. */
const UNSAYABLE = ['check', 'brand', 'finite', 'readonly'];

function schemaText(about: object, from: string, source: Source, config: ConversionConfig = {}) {
  const { $schema, ...made } = toJsonSchema(source, {
    target: 'draft-2020-12',
    typeMode: 'output',
    ignoreActions: UNSAYABLE,
    ...config,
  });
  const $comment = `Made from ${from}; after a change there: ${WRITE_AGAIN}`;
  return `${JSON.stringify({ $schema, $comment, ...about, ...made }, null, 2)}\n`;
}

it('report.schema.json is what admits a report', async () => {
  const about = {
    $id: 'urn:futureguide-tokens:report:1',
    title: 'FutureGuide token report',
    description:
      'What a recording shows: times in ISO 8601 UTC, durations in seconds, null where unknown. It never holds a usable token.',
  };
  const text = schemaText(about, 'src/core/report/report-schema.ts', reportSchema, {
    definitions: reportDefinitions,
    overrideSchema({ valibotSchema, jsonSchema }) {
      const description = reportDescriptions.get(valibotSchema);
      return description === undefined ? null : { ...jsonSchema, description };
    },
  });
  await expect(text).toMatchFileSnapshot('../../report.schema.json');
});

it('profile.schema.json is what admits a profile', async () => {
  const about = {
    $id: 'urn:futureguide-tokens:profile:1',
    title: 'Profile of a service like FutureGuide',
  };
  await expect(
    schemaText(about, 'src/core/service/own-profile.ts', ownProfileSchema),
  ).toMatchFileSnapshot('../../profile.schema.json');
});
