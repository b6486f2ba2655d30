/** 项目经费说明: what a budget publishes of a project, heading by heading. */
import * as z from 'zod';
import { text } from '../../input/fields.js';
import { unique } from '../../input/references.js';
import type { ProjectStatement } from '../../model/budget.js';
import { STATEMENT_FORM } from '../../model/form-fields.js';
import { formMembers, paragraphsOf } from '../common/form.js';
import { MOST, projectName } from '../common/members.js';
import { projectsCalled } from '../common/spending.js';
import type { BuildContext } from '../kind.js';

export const statementsField = () =>
  z
    .array(
      z.strictObject({
        名称: text('项目名称'),
        项目: z
          .array(projectName())
          .min(1)
          .optional()
          .meta({ description: '所说的项目支出；写了，语句里就有它们的金额' }),
        ...formMembers(STATEMENT_FORM.headings),
      }),
    )
    .max(MOST.绩效项目)
    .optional()
    .meta({ description: '项目经费情况说明，每个项目一项，按标题写，一条一段' });

type Written = Parameters<typeof projectsCalled>[0] & {
  readonly 项目经费说明?: z.output<ReturnType<typeof statementsField>>;
};

export function buildStatements(
  data: Written,
  { source, report }: BuildContext,
): ProjectStatement[] {
  const written = data.项目经费说明 ?? [];
  unique(written, ['项目经费说明'], '名称', source, report);
  const called = projectsCalled(data);
  return written.map(({ 名称, 项目 = [], ...headings }) => ({
    name: 名称,
    projects: called(项目),
    texts: paragraphsOf(STATEMENT_FORM.headings, headings),
  }));
}
