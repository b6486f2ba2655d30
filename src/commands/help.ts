/** What `--help` of each command adds: examples, and how to read what is shown. */

export const COMPILE_EXAMPLES = `
例子：
  compile 2026.yaml                      生成全部材料到 out/
  compile 2026.yaml -o 公开材料           写到另一个文件夹
  compile inputs/**/*.yaml               一次编译多个部门
  compile 2026.yaml --单位 全部           部门、本级和各所属单位，各一份材料
  compile 2026.yaml --only xlsx          只生成 Excel，改数时更快
  compile 2026.yaml --with-checks        Excel 最后加一张勾稽检查表，随材料送审
  compile 2026.yaml --公式                Excel 里的合计是公式，改了分项跟着变
  compile 2026.yaml --填表 官方空表.xlsx  另把官方给的空表填好，放在材料里；填不进的逐处列出
  compile 2026.yaml --formats 我区        格式在 我区/格式/ 里

输入有误时不写出任何文件，并指出文件、行、列和改法。`;

export const CHECK_EXAMPLES = `
例子：
  gongkai check 2026.yaml                    编的过程中随时核对
  gongkai check inputs/**/*.yaml             一次核对许多部门，最后合计
  gongkai check 2026.yaml --全部              相符的也列出：两边各是多少
  gongkai check 2026.yaml --骨架              没有写的原因等，印成可以粘贴的 YAML
  gongkai check 2026.yaml --strict           报送前用：警告也要处理完
  gongkai check 2026.yaml --format json      给别的程序用，写法见 docs/检查.md
  gongkai check *.yaml --format sarif -o 检查.sarif
                                             在代码审查工具里逐行看
  gongkai check --list                       有哪些规则，各依据什么

怎样看一处：
  左边、右边   应当相等（或左边不超过右边）的两个数，后面是它们由哪些行得来
  错误         必须改，compile 也不会生成材料
  警告         应当看一看：多半是漏写了内容或原因
  提示         四舍五入的尾差等，不用改
  已豁免       输入文件的“豁免”写了理由的：
                 豁免:
                   - 规则: 增减-04
                     内容: 相差 1.2 万元   # 只豁免说到这些字的；不写则整条规则
                     理由: 两处口径不同

退出码：0 没有错误；1 有错误（--strict 时还有警告）；2 命令写法有误；3 写不出文件。`;

export const CONVERT_EXAMPLES = `
例子：
  gongkai convert 2027.yaml 2027.xlsx       变成填报工作簿，在 Excel、WPS 里填
  gongkai convert 2027.xlsx 2027.yaml       变回 YAML
  gongkai convert 2027.yaml 2027.xlsx --覆盖  文件已经有了也写

填报工作簿同 YAML 一样可以直接用：gongkai compile 2027.xlsx、gongkai check 2027.xlsx。
金额原样带过去，不经过浮点数；YAML 的注释不带，“待核”“待填”的写在“待核待填”一栏。`;

export const FORMATS_EXAMPLES = `
例子：
  gongkai formats                        有哪些格式
  gongkai formats --new 甲区-2027 --from 预算
                                         新做一个：写出 格式/甲区-2027.yaml，里面有说明
  gongkai formats 甲区-2027              做好的格式有没有错
  gongkai formats 甲区-2027 --schema > 甲区-2027.json
                                         编辑器照它提示输入文件的各键，连同附表的各栏

本区的格式放在 格式/ 里，同输入文件在一起或在上面的文件夹（到当前文件夹为止），近的优先；
放在别处的写 --formats 文件夹。程序自带的不用改，也不要改。

怎样做一个本区的格式，见 docs/格式指南.md。`;

export const DIFF_EXAMPLES = `
例子：
  gongkai diff 旧.yaml 新.yaml              改了输入之后，看引起了哪些变动
  gongkai diff out/旧材料 out/新材料         两份编译好的材料，不到一秒
  gongkai diff out/某某局2026年部门预算公开 2026.yaml
                                            编译好的材料同现在的输入
  gongkai diff 旧.xlsx 新.xlsx              只有工作簿时，按表里的行名、列名比
  gongkai diff 初稿.docx 修改稿.docx         Word 里改了哪些字、哪些数；修订按全部接受以后的比，批注逐条列出
  gongkai diff 2026.yaml 修改稿.docx         修改稿同现在的输入印出的比
  gongkai diff 2025.yaml 2026.yaml          两年对照：改名、改编码的科目按 templates/subjects/对照.yaml 对应
  gongkai diff 旧.yaml 新.yaml --format html -o 对比.html
                                            写成网页：左右对照、按表筛选、可打印

怎样看：
  先列输入里变了的每一处：原来和现在写的、增减多少、引起多少格和多少句话变动。
  只因它变动的格和句子是“随动”，只计数，写 --全部 才逐一列出；另有原因的逐一列出。
  ［1］指由第 1 处引起；【】里是变了的字。

退出码：0 没有不同；1 有不同，或输入有误；2 命令写法有误；3 写不出文件。`;

export const EXPLAIN_EXAMPLES = `
例子：
  gongkai explain 2026.yaml 预算05-1 行政运行 合计     表、行、列
  gongkai explain 2026.yaml '预算05-1!2060101.合计'    连起来写，行也可以写科目编码
  gongkai explain 2026.yaml 预算05-1 行政运行          这一行的各列
  gongkai explain 2026.yaml 增加960.28万元             文字里的数：写它所在的一句，或其中几个字
  gongkai explain 2026.yaml 4335.95                   印着这个数的各处
  gongkai explain out/某某局预算公开 预算05-1 合计         编译好的材料

列出印出来的数、四舍五入前的数、它由输入的哪些行加减得来，每行写的是多少。

退出码：0 找到；1 没有找到，或输入有误；2 命令写法有误；3 写不出文件。`;

export const IMPORT_EXAMPLES = `
例子：
  gongkai import 平台导出.xlsx --格式 我区-2027 --只看    各列认作了什么，会取些什么，不写文件
  gongkai import 2026年部门预算公开.xlsx --格式 我区-2026 -o 2026.yaml
                                         上年公开的工作簿（也可以是放着 CSV 的文件夹）→ 上年的输入
  gongkai import 填好的空白表样.xlsx --格式 我区-2027 -o 2027.xlsx
                                         -o 写 .xlsx 的，写成填报工作簿
  gongkai import 平台导出.xlsx --格式 我区-2027 --部门 某某局 -o 2027.yaml
  gongkai import 收入.csv 支出.csv --格式 我区-2027 --年度 2027 -o 2027.yaml
  gongkai import 平台导出.xlsx --格式 我区-2027 --只看 --对应 导入/我局.yaml
                                         认得不对的：把认出的写到文件，改正后再用 --对应 给回来
  gongkai import --科目 官方清单.xlsx -o 科目/我市2026.yaml
                                         官方科目表 → 本局的科目文件
  gongkai import 修改稿.docx 2026.yaml --文字
                                         领导在 Word 里改过的：哪些文字可以取回、哪些数被改了，不写文件
  gongkai import 修改稿.docx 2026.yaml --文字 -o 2026.yaml --覆盖
                                         把改过的文字写回输入，别的字、注释和次序都不动

怎样认表：
  格式里的表按表名、标题和栏目认，表头上下移动、单元格拆开、栏目换位置都可以；公开的 PDF 不读，请用同一份材料的工作簿或 CSV。
  表里只有合计、没有写到明细的，凑成同各处合计都相符的明细，标“待核：按合计推算”。

怎样认明细清单：
  一行一个金额。按标题和数据认单位、功能科目、经济科目、项目、资金、金额等各列，次序不论；标题不必在第一行。
  合计、小计行不取，同明细核对；金额是零的行不取；同样的行相加。CSV 可以是 UTF-8 或 GBK。
  认作了什么先显示出来。有一处没有看懂就不写出（--跳过 除外）：漏掉一个金额，各表就都不对。
  本局自己的写法放在输入文件旁边的 导入/ 里，以后自动采用。

写出的输入文件里：
  # 待核   推算的、要看一看的          # 待填   表里没有、要补上的

怎样认科目表（--科目）：
  表头里找“科目编码”和“科目名称”，编码也可以是类、款、项三列（只写后两位的，上级随前面的行）；
  有“说明”的一并取，作名词解释。表头不必在第一行，工作表可以有几张；收入分类科目不取。
  只写出同程序的字典不同和字典里没有的科目；没有看懂的行逐行列出。
  写出以后，输入文件里写 科目补充: { 文件: 我市2026 }。

怎样取回文字（--文字）：
  修改稿同输入印出的材料逐段、逐格比；修订按全部接受以后的算。材料放在 compile 的文件夹里改的，不用写输入文件。
  部门自己写的文字（职责、绩效目标、变动原因等）按它在输入里的地方取回；加的段、删的段一样。
  数从不取：文中的数、表里的数、文字里的金额和比率改了的，逐处指出它由输入的哪一行得来。
  格式印出的固定文字、同一段文字只改了几处中的一处的，指出来，不取。

退出码：0 全部看懂；1 有没看懂的行、没有取的改动，或文件不能读；2 命令写法有误，或文件已经有了；3 写不出文件。`;

export const INIT_EXAMPLES = `
例子：
  gongkai init                                     逐项问：类型、年度、格式、部门、单位、金额单位
  gongkai init 2027.yaml --类型 预算 --年度 2027 --格式 预算 --部门 "100 某某局" --单位 "100001 某某局本级 行政单位"
                                                   都写明了就不问；--单位 可以写几次
  gongkai init --excel                             同样地问，写成填报工作簿 2027.xlsx，在 Excel 或 WPS 里填
  gongkai init --from 2026.yaml                    由上年的输入结转，写到 2027.yaml
  gongkai init --from 2026.xlsx                    上年的是填报工作簿，写到 2027.xlsx
  gongkai init --from 2026.yaml -o 新的.yaml --格式 甲区-2027

写出的文件里，“待填”是还没有写的，“待核”是照搬上年、要核对的；gongkai check 逐处列出，办好一处删去一处。
不会盖掉已有的文件。

结转：年度加一，上年的文件作“上年”，单位、项目、金额、指标照搬；变动原因、合计、豁免、编制日期等清掉重写；
改了编码的科目按 templates/subjects/对照.yaml 换成新的，分成几个的、取消了的注明。原来的说明都留着。

退出码：0 写出了；1 上年的输入有误；2 命令写法有误，或文件已经有了；3 写不出文件。`;

export const OPEN_EXAMPLES = `
例子：
  gongkai open inputs/我的部门/2027.yaml     打开一份，浏览器里左边写、右边看
  gongkai open 2027.xlsx                    填报工作簿：在 Excel 里改，保存一次，页面跟着变一次
  gongkai open inputs                       打开一个文件夹：各部门到了哪一步，选中的一起编译
  gongkai open 清单.yaml                     打开一批的清单：只列清单里的部门，没有报来的也列出
  gongkai open inputs --截止 2027-02-14      列表里显示离截止日期（例如这一天）还有几天
  gongkai open 2027.yaml --no-browser       只显示地址，自己贴到浏览器里

页面里：
  材料      同 PDF 一样的封面、目录、表、文字、图；保存（也可以不保存）后随即更新，写错的时候留着改错以前的
  各张表    一张一张地看；点任何一个数，列出它由哪些行得来、怎样取整
  问题      查出的每一处；点一下，等式两边在表里和输入里都亮起来
  表单      不想写 YAML 的，按栏目填；改了的写回同一个文件，注释和写法都留着
  变动      同上一次保存的、同已公开的比，变了哪些数
  交出      PDF、Excel、Word、CSV、核对表、对比网页，同 gongkai compile 写出的一字不差

只有这台机器、知道这个地址的才能看；不向任何地方发送，也不用网络。按 Ctrl-C 结束。

退出码：0 结束了；1 没有可打开的；2 命令写法有误；3 环境问题。`;

export const SEASON_EXAMPLES = `
例子：
  gongkai season 清单.yaml                   在本机编，写到 out/；再运行一次只编变了的
  gongkai season status 清单.yaml --watch     到了哪一步，一直看着
  gongkai season status 清单.yaml --page 进度.html
                                            写成网页，放到大家看得到的地方
  gongkai season summary 清单.yaml            汇总：按类、按资金、“三公”，同本级总数核对
  gongkai season 清单.yaml --queue 环境 --store /共享/公开
                                            由别的机器上的 gongkai worker 编，编好的写到这里的 out/

清单.yaml：
  名称: 甲区部门预算公开
  截止: 2027-02-14                 # 例如；不写即没有
  生成: [xlsx, pdf, docx, csv]     # 不写即全部
  本级总数: 总数.csv               # 不写即不核对
  部门:
    - {输入: 甲局/2027.yaml, 名称: 甲局, 代码: "101", 单位: 全部}
    - {输入: 乙局/2027.xlsx, 名称: 乙局, 代码: "102"}   # 还没有报来的也先列上

路径从清单所在的文件夹起；消息里的也是。中途停了、断了电，再运行一次就接着做，写出的都是整份。
进度写在 out/名称.进度.json。许多台机器怎样做，见 docs/成批.md。

退出码：0 都好了；1 有的有错，或没有报来；2 命令写法有误；3 环境问题，或有的几次都没有做成。`;

export const WORKER_EXAMPLES = `
例子：
  GONGKAI_QUEUE=postgres://gongkai:…@db/gongkai gongkai worker --queue 环境 --store /共享/公开
  gongkai worker --queue postgres://gongkai@db/gongkai --store s3://公开/甲区 --jobs 4 --health 9400
                                            密码在 PGPASSWORD；S3 的在 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY

各台机器要装同一版的本程序：只取同一版排的任务，所以谁做都是同样的字节。
收到 SIGTERM 就不再取，做完手上的；8 秒还没有做完的交回队列，由别人做。被杀掉的，一分钟后由别人接着做；
一份做了三次都没有做成的，放下，写明原因。日志是一行一个 JSON。

退出码：0 叫它停的；2 命令写法有误；3 环境问题。`;

export const VERIFY_EXAMPLES = `
例子：
  gongkai verify out/某某局部门预算公开                       到当前文件夹里找它的输入，重编，逐字节比
  gongkai verify 收到的材料 --inputs 收到的输入                 输入放在别处的
  gongkai verify out/* --signature 甲区财政局.pub              再核对签名：谁发布的

核对什么：
  材料里的文件     同 manifest.json 写的一样不一样，缺了、多了哪些
  输入             内容同 manifest.json 写的一样的，没有找到的列出
  重编             用这些输入、同样的选项再编一遍，每个文件逐字节一样才算“相同”
  签名             签的是不是这份 manifest.json，是不是这把钥匙
要用编它的那一版程序；不是同一版的，说是哪一版。

退出码：0 都相同（签名有效）；1 有不同的、缺的、签名不对的；2 命令写法有误；3 环境问题。`;

export const SIGN_EXAMPLES = `
例子：
  gongkai sign --new-key 甲区财政局                            做一对钥匙，只做一次；公钥发给大家
  gongkai sign out/某某局部门预算公开 --key 甲区财政局.key --by "甲区财政局，二月十日"
  gongkai sign out/* --key 甲区财政局.key                      一批一起签

签名写在材料里的 manifest.json.minisig，也可以用 minisign 核对：
  minisign -Vm manifest.json -p 甲区财政局.pub
manifest.json 里有每个文件的指纹，所以签了它，改动任何一个文件都看得出。材料重编以后要重签。

退出码：0 签好了；1 钥匙或材料不对；2 命令写法有误；3 写不出文件。`;
