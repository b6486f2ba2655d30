/** The list of departments, as it stands now. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DepartmentList } from '../wire.js';
import type { Listen } from './app.js';
import { Departments } from './departments.js';
import { ask } from './server.js';

export interface DepartmentsPageProps {
  readonly listen: Listen;
  readonly onOpen: (path: string) => void;
}

export function DepartmentsPage({ listen, onOpen }: DepartmentsPageProps) {
  const [list, setList] = useState<DepartmentList>();
  const [problem, setProblem] = useState<string>();
  const look = useCallback(() => {
    ask<DepartmentList>('list').then(setList, (error: Error) => setProblem(error.message));
  }, []);
  useEffect(() => {
    document.title = '各部门的材料 · 公开';
    look();
    return listen((event) => {
      if (event.kind === 'list') look();
    });
  }, [listen, look]);
  if (!list)
    return (
      <main class="starting">
        <p role="status">{problem ?? '正在读……'}</p>
      </main>
    );
  return <Departments list={list} listen={listen} onOpen={onOpen} />;
}
