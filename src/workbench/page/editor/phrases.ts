/** What the parts of CodeMirror say, in Chinese. */
export const PHRASES: Readonly<Record<string, string>> = {
  // finding and replacing
  Find: '查找',
  Replace: '替换为',
  next: '下一处',
  previous: '上一处',
  all: '全部选中',
  'match case': '区分大小写',
  'by word': '整词',
  regexp: '正则表达式',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前这处',
  'on line': '在第几行',
  'replaced match on line $': '替换了第 $ 行的一处',
  'replaced $ matches': '替换了 $ 处',
  'Go to line': '转到第几行',
  go: '转到',
  // folding
  'folded code': '收起的内容',
  unfold: '展开',
  'Fold line': '收起',
  'Unfold line': '展开',
  'Folded lines': '收起了这几行：',
  'Unfolded lines': '展开了这几行：',
  to: '至',
  // findings and completion
  Diagnostics: '查出的问题',
  'No diagnostics': '没有查出问题',
  Completions: '可以填的',
  // the rest
  'Control character': '控制字符',
  'Selection deleted': '选中的内容已删除',
};
