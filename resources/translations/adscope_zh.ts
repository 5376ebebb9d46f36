<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FilterFields</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>Conversion</source>
        <translation>转化</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Ad</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 为空</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 包含 %2</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 等 %1 项</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
</context>
<context>
    <name>PageRegistry</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>效果</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>人群</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AppState</name>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>全部事件</translation>
    </message>
    <message>
        <source>Selecting events</source>
        <translation>正在选取事件</translation>
    </message>
    <message>
        <source>Reading the models</source>
        <translation>正在读取模型</translation>
    </message>
    <message>
        <source>Loading model %1</source>
        <translation>正在载入模型 %1</translation>
    </message>
    <message>
        <source>Adding to the report</source>
        <translation>正在加入报告</translation>
    </message>
    <message>
        <source>Making the sample campaign</source>
        <translation>正在生成示例活动</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AttentionCard</name>
    <message>
        <source>Latest imports</source>
        <translation>最近导入</translation>
    </message>
    <message>
        <source>Nothing needs a look.</source>
        <translation>没有需要留意的事项。</translation>
    </message>
</context>
<context>
    <name>adscope::ui::Chip</name>
    <message>
        <source>Condition %1; Delete takes it away</source>
        <translation>条件 %1；按 Delete 移除</translation>
    </message>
</context>
<context>
    <name>adscope::ui::CommandPalette</name>
    <message>
        <source>Find a page, user, ad, model or action</source>
        <translation>查找页面、用户、广告、模型或操作</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>↑ ↓ choose    Enter opens    Ctrl+Enter adds to the slice</source>
        <translation>↑ ↓ 选择    Enter 打开    Ctrl+Enter 加入切片</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Open the sample campaign</source>
        <translation>打开示例活动</translation>
    </message>
    <message>
        <source>Slice: add a filter</source>
        <translation>切片：添加条件</translation>
    </message>
    <message>
        <source>Slice: reset</source>
        <translation>切片：清空</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Close the workspace</source>
        <translation>关闭工作区</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>第 %1 次</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>segment: %1</source>
        <translation>分群：%1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::DataPage</name>
    <message>
        <source>%1 rows imported, %2 rejected, in %3 s</source>
        <translation>导入 %1 行，拒绝 %2 行，用时 %3 秒</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>被拒绝的行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>adscope::ui::DetailsPane</name>
    <message>
        <source>Close the details</source>
        <translation>关闭详情</translation>
    </message>
</context>
<context>
    <name>adscope::ui::DialectStrip</name>
    <message>
        <source>, comma</source>
        <translation>, 逗号</translation>
    </message>
    <message>
        <source>; semicolon</source>
        <translation>; 分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>| bar</source>
        <translation>| 竖线</translation>
    </message>
    <message>
        <source>&quot; double</source>
        <translation>&quot; 双引号</translation>
    </message>
    <message>
        <source>&apos; single</source>
        <translation>&apos; 单引号</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复行</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>guessed</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>first row</source>
        <translation>第 1 行</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Preset to a file…</source>
        <translation>预设存为文件…</translation>
    </message>
    <message>
        <source>Preset from a file…</source>
        <translation>从文件载入预设…</translation>
    </message>
    <message>
        <source>Preset to a file</source>
        <translation>预设存为文件</translation>
    </message>
    <message>
        <source>Preset from a file</source>
        <translation>从文件载入预设</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>预设 (*.json)</translation>
    </message>
</context>
<context>
    <name>adscope::ui::DryRunCard</name>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>%1 rows checked · %2 s</source>
        <translation>已检查 %1 行 · 用时 %2 秒</translation>
    </message>
    <message>
        <source>this cannot be imported yet</source>
        <translation>还不能导入</translation>
    </message>
    <message>
        <source>add a file</source>
        <translation>请添加文件</translation>
    </message>
    <message>
        <source>every row is being checked</source>
        <translation>正在逐行检查</translation>
    </message>
    <message>
        <source>waiting for the files</source>
        <translation>等待文件</translation>
    </message>
    <message>
        <source>%1 (open)</source>
        <translation>%1（已打开）</translation>
    </message>
    <message>
        <source>new: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复行</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>接受后得到</translation>
    </message>
    <message>
        <source>Why rows are rejected</source>
        <translation>拒绝原因</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Import into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>Workspaces (*.adscope)</source>
        <translation>工作区 (*.adscope)</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>曝光</translation>
    </message>
</context>
<context>
    <name>adscope::ui::EmptyState</name>
    <message>
        <source>Needs: %1</source>
        <translation>需要：%1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FileList</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>待导入的文件</translation>
    </message>
    <message>
        <source>Drop files anywhere in the window.
CSV · TSV · gz · zst</source>
        <translation>把文件拖到窗口任意处
CSV · TSV · gz · zst</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation><numerusform>%n 行</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation><numerusform>%n 列</numerusform></translation>
    </message>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>What %1 holds</source>
        <translation>%1 的内容</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Take %1 out</source>
        <translation>移出 %1</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation><numerusform>%n 个文件</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::FilterDialog</name>
    <message>
        <source>Slice: add a filter</source>
        <translation>切片：添加条件</translation>
    </message>
    <message>
        <source>Slice: edit a filter</source>
        <translation>切片：修改条件</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Change filter</source>
        <translation>修改条件</translation>
    </message>
    <message>
        <source>Find a value</source>
        <translation>查找取值</translation>
    </message>
    <message>
        <source>Values of the field</source>
        <translation>字段的取值</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>末日</translation>
    </message>
    <message>
        <source>one of</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>none of</source>
        <translation>不属于</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>between</source>
        <translation>介于</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Counting values</source>
        <translation>正在统计取值</translation>
    </message>
    <message>
        <source>The %1 most frequent of %2 values</source>
        <translation>共 %2 个取值，列出最常见的 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation><numerusform>%n 个取值</numerusform></translation>
    </message>
    <message>
        <source>Trying the filter</source>
        <translation>正在试用条件</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FilterValuesModel</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件数</translation>
    </message>
    <message>
        <source>CTR, %</source>
        <translation>点击率，%</translation>
    </message>
</context>
<context>
    <name>adscope::ui::HomePage</name>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>nothing needs a look</source>
        <translation>没有需要留意的事项</translation>
    </message>
    <message>
        <source>%1 training · %2 notes</source>
        <translation>影响训练 %1 · 其他 %2</translation>
    </message>
    <message>
        <source>What was found in the sources, the events of the slice and the models.</source>
        <translation>在来源、切片内事件和模型中发现的问题。</translation>
    </message>
    <message>
        <source>Events (impressions)</source>
        <translation>事件（展示）</translation>
    </message>
    <message>
        <source>no times in this log</source>
        <translation>日志中没有时间</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation>日均 %1</translation>
    </message>
    <message>
        <source>Sum of the weights of the events in the slice, after cleaning.</source>
        <translation>清洗后切片内事件的权重之和。</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>In the slice</source>
        <translation>切片内</translation>
    </message>
    <message>
        <source>In the workspace</source>
        <translation>工作区内</translation>
    </message>
    <message>
        <source>Left out by cleaning</source>
        <translation>清洗时排除</translation>
    </message>
    <message>
        <source>no clicks in this log</source>
        <translation>日志中没有点击</translation>
    </message>
    <message>
        <source>Different ones among the events of the slice; the bar is the share with at least one click.</source>
        <translation>切片内事件中出现的不同个体；条形为至少有一次点击的比例。</translation>
    </message>
    <message>
        <source>With a click</source>
        <translation>有点击的</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>%1 % clicked</source>
        <translation>%1 % 有点击</translation>
    </message>
    <message>
        <source>Ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>%1 % were clicked</source>
        <translation>%1 % 被点击过</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Days with events in the slice, in the workspace&apos;s time zone. A stroke is a day, its height the impressions.</source>
        <translation>切片内有事件的天数，按工作区时区计。每条竖线是一天，高度为展示数。</translation>
    </message>
    <message>
        <source>First and last day</source>
        <translation>首日与末日</translation>
    </message>
    <message>
        <source>Days with events</source>
        <translation>有事件的天数</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>95 % in %1</source>
        <translation>95 %：%1</translation>
    </message>
    <message>
        <source>Click-through rate, CTR</source>
        <translation>点击率 CTR</translation>
    </message>
    <message>
        <source>Clicks over impressions; no value when there are no impressions.</source>
        <translation>点击数除以展示数；没有展示时无值。</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>95 % interval, %</source>
        <translation>95 % 区间，%</translation>
    </message>
    <message>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <source>none is trained yet</source>
        <translation>还没有训练过模型</translation>
    </message>
    <message>
        <source>Best by %1</source>
        <translation>最佳（%1）</translation>
    </message>
    <message>
        <source>The finished click model with the largest area under the ROC curve on its test part.</source>
        <translation>已完成的点击模型中，测试部分 ROC 曲线下面积最大的一个。</translation>
    </message>
    <message>
        <source>The finished ranking model with the largest NDCG@10 on its test part.</source>
        <translation>已完成的排序模型中，测试部分 NDCG@10 最大的一个。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>次</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>切分</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation><numerusform>%n 个来源</numerusform></translation>
    </message>
    <message>
        <source> · %1 accepted</source>
        <translation> · 接受 %1 行</translation>
    </message>
    <message>
        <source>%1 rejected · %2 cleaning steps</source>
        <translation>拒绝 %1 行 · 清洗 %2 步</translation>
    </message>
    <message>
        <source>Open the sources</source>
        <translation>查看来源</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Users and ads</source>
        <translation>用户与广告</translation>
    </message>
    <message>
        <source>%1 user fields · %2 ad fields</source>
        <translation>用户字段 %1 个 · 广告字段 %2 个</translation>
    </message>
    <message>
        <source>%1 fields of events</source>
        <translation>事件字段 %1 个</translation>
    </message>
    <message>
        <source>See performance</source>
        <translation>查看效果</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) finished</source>
        <translation><numerusform>%n 个模型完成</numerusform></translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>最佳：%1</translation>
    </message>
    <message>
        <source>no test result yet</source>
        <translation>还没有测试结果</translation>
    </message>
    <message>
        <source>See the runs</source>
        <translation>查看各次训练</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Evaluate and explain</source>
        <translation>评估与解释</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) to compare</source>
        <translation><numerusform>%n 个模型可比较</numerusform></translation>
    </message>
    <message>
        <source>diversity, reasons</source>
        <translation>多样性、推荐理由</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Present and report</source>
        <translation>演示与报告</translation>
    </message>
    <message numerus="yes">
        <source>%n report file(s) written</source>
        <translation><numerusform>已写出 %n 个报告文件</numerusform></translation>
    </message>
    <message>
        <source>choose the model to show</source>
        <translation>选择要展示的模型</translation>
    </message>
    <message>
        <source>last report %1</source>
        <translation>上次报告：%1</translation>
    </message>
    <message>
        <source>no report yet</source>
        <translation>还没有报告</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 事件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message numerus="yes">
        <source>%n trained</source>
        <translation><numerusform>%n 个</numerusform></translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation>%1 人</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>新增 %1</translation>
    </message>
    <message>
        <source>%1 rows were rejected</source>
        <translation>%1 行被拒绝</translation>
    </message>
    <message>
        <source>read %1, accepted %2</source>
        <translation>读取 %1 行，接受 %2 行</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>%1 duplicate rows</source>
        <translation>%1 行重复</translation>
    </message>
    <message>
        <source>found when the files were imported</source>
        <translation>导入文件时发现</translation>
    </message>
    <message>
        <source>This log has no clicks</source>
        <translation>日志中没有点击</translation>
    </message>
    <message>
        <source>every event counts as positive; no CTR</source>
        <translation>每个事件都算正例；没有点击率</translation>
    </message>
    <message>
        <source>This log has no users</source>
        <translation>日志中没有用户</translation>
    </message>
    <message>
        <source>no personal recommendation</source>
        <translation>无法做个性化推荐</translation>
    </message>
    <message>
        <source>This log has no ads</source>
        <translation>日志中没有广告</translation>
    </message>
    <message>
        <source>nothing can be recommended</source>
        <translation>没有可推荐的内容</translation>
    </message>
    <message>
        <source>This log has no times</source>
        <translation>日志中没有时间</translation>
    </message>
    <message>
        <source>no split by time, no trend</source>
        <translation>不能按时间切分，没有趋势</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) saw other data</source>
        <translation><numerusform>%n 个模型的训练数据已变</numerusform></translation>
    </message>
    <message>
        <source>CTR stands out on %1</source>
        <translation>%1 的点击率异常</translation>
    </message>
    <message>
        <source>%1 %, usual %2 %</source>
        <translation>%1 %，通常为 %2 %</translation>
    </message>
    <message>
        <source>Few events in the slice</source>
        <translation>切片内事件很少</translation>
    </message>
    <message>
        <source>%1 impressions: intervals are wide</source>
        <translation>%1 次展示：区间较宽</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Workspaces (*.adscope);;All files (*)</source>
        <translation>工作区 (*.adscope);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 of %2 shown; a grey CTR has under 30 impressions or 5 clicks</source>
        <translation>显示 %1 / %2 个；灰色点击率表示展示少于 30 次或点击少于 5 次</translation>
    </message>
    <message>
        <source>Looking at the workspace</source>
        <translation>正在查看工作区</translation>
    </message>
    <message>
        <source>Open the sample, a workspace, or import a log</source>
        <translation>打开示例或工作区，或导入日志</translation>
    </message>
    <message>
        <source> · last import %1</source>
        <translation> · 最近一次导入 %1</translation>
    </message>
    <message>
        <source>Open the sample campaign</source>
        <translation>打开示例活动</translation>
    </message>
    <message>
        <source>Open a workspace…</source>
        <translation>打开工作区…</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>还没有打开工作区</translation>
    </message>
    <message>
        <source>A workspace is one file that holds a campaign&apos;s log, models and reports. Begin with the sample, or with a log of your own.</source>
        <translation>工作区是一个文件，保存一次投放的日志、模型和报告。可以从示例开始，也可以导入自己的日志。</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>最近的工作区</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a recent workspace</source>
        <translation>查找最近的工作区</translation>
    </message>
    <message>
        <source>The loop</source>
        <translation>数据闭环</translation>
    </message>
    <message>
        <source>clicks come back as new events</source>
        <translation>点击反馈作为新事件写回日志</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Five steps</source>
        <translation>五步工作流程</translation>
    </message>
    <message>
        <source>Come back to any of them at any time; what a change of the data touches is marked as out of date.</source>
        <translation>每一步都可以随时返回；数据变动后，受影响的部分会标记为需要更新。</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ImportSession</name>
    <message>
        <source>Role of a column</source>
        <translation>列的角色</translation>
    </message>
    <message>
        <source>Trying the import</source>
        <translation>正在试运行导入</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>user</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>ad</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>conversion</source>
        <translation>转化</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>propensity</source>
        <translation>倾向得分</translation>
    </message>
    <message>
        <source>split</source>
        <translation>切分</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>user field</source>
        <translation>用户字段</translation>
    </message>
    <message>
        <source>ad field</source>
        <translation>广告字段</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>impressions (count)</source>
        <translation>曝光数</translation>
    </message>
    <message>
        <source>clicks (count)</source>
        <translation>点击数</translation>
    </message>
    <message>
        <source>conversions (count)</source>
        <translation>转化数</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>由你选定</translation>
    </message>
    <message>
        <source>the role went to another column</source>
        <translation>该角色已归另一列</translation>
    </message>
    <message>
        <source>a column of the joined file</source>
        <translation>关联文件的列</translation>
    </message>
    <message>
        <source>action</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>term</source>
        <translation>词语</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ImportTab</name>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>No file to import yet</source>
        <translation>还没有要导入的文件</translation>
    </message>
    <message>
        <source>Choose a log, or drop files anywhere in the window. Columns, kinds and roles are guessed and can be corrected before anything is written.</source>
        <translation>选择日志，或把文件拖到窗口任意处。列、类型和角色会自动识别，写入之前都可以更正。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Preview of the file</source>
        <translation>文件预览</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>读取中…</translation>
    </message>
    <message>
        <source>%1 columns · %2 mapped · %3 kept · %4 ignored; Ctrl+Z takes a change of role back</source>
        <translation>%1 列 · 已映射 %2 · 保留 %3 · 忽略 %4；Ctrl+Z 撤销角色更改</translation>
    </message>
    <message>
        <source>Choose logs to import</source>
        <translation>选择要导入的日志</translation>
    </message>
    <message>
        <source>Logs (*.csv *.tsv *.txt *.gz *.zst);;All files (*)</source>
        <translation>日志 (*.csv *.tsv *.txt *.gz *.zst);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>adscope::ui::MainWindow</name>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Workspaces (*.adscope);;All files (*)</source>
        <translation>工作区 (*.adscope);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>adscope::ui::NoticeBar</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>adscope::ui::PaletteModel</name>
    <message>
        <source>Searching</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %3 项中的 %2 项</translation>
    </message>
    <message>
        <source>Ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
</context>
<context>
    <name>adscope::ui::PreviewModel</name>
    <message>
        <source>First rows</source>
        <translation>开头的行</translation>
    </message>
    <message numerus="yes">
        <source>The %n oddest row(s) of the sample</source>
        <translation><numerusform>样本中最奇怪的 %n 行</numerusform></translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RecentsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件数</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <source>Last opened</source>
        <translation>上次打开</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RejectedModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RejectedTab</name>
    <message>
        <source>Export the rejected rows</source>
        <translation>导出被拒绝的行</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>被拒绝的行</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>上一批</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>下一批</translation>
    </message>
    <message>
        <source>Mend a row</source>
        <translation>修正一行</translation>
    </message>
    <message>
        <source>what is accepted becomes an event and leaves the list</source>
        <translation>被接受的行会成为事件并离开列表</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No row was rejected</source>
        <translation>没有被拒绝的行</translation>
    </message>
    <message>
        <source>Rows that cannot be events are kept here with their line and reason, to be mended or exported.</source>
        <translation>不能成为事件的行保存在这里，附行号和原因，可以修正或导出。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Raw text of the row</source>
        <translation>该行的原文</translation>
    </message>
    <message>
        <source>all files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>all reasons</source>
        <translation>所有原因</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Reading the rejected rows</source>
        <translation>正在读取被拒绝的行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>rows %1 to %2, of %3 rejected in all</source>
        <translation>第 %1 至 %2 行，共拒绝 %3 行</translation>
    </message>
    <message>
        <source>Trying a row again</source>
        <translation>正在重试一行</translation>
    </message>
    <message>
        <source>Exporting the rejected rows</source>
        <translation>正在导出被拒绝的行</translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation>已将 %1 行写入 %2</translation>
    </message>
    <message>
        <source>In all: replace</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>by</source>
        <translation>为</translation>
    </message>
    <message>
        <source>fit the number of cells</source>
        <translation>补齐或合并单元格</translation>
    </message>
    <message>
        <source>Short rows are filled with empty cells, surplus cells joined to the last</source>
        <translation>短行补空单元格，多出的单元格并入最后一格</translation>
    </message>
    <message>
        <source>Text to replace in all rows</source>
        <translation>在所有行中要替换的文字</translation>
    </message>
    <message>
        <source>Text to put in its place</source>
        <translation>替换成的文字</translation>
    </message>
    <message>
        <source>Trying the rejected rows again</source>
        <translation>正在重试被拒绝的行</translation>
    </message>
    <message>
        <source>%1 of %2 rows accepted</source>
        <translation>%2 行中接受了 %1 行</translation>
    </message>
    <message>
        <source>%1 accepted + %2 rejected = %3 read</source>
        <translation>接受 %1 + 拒绝 %2 = 读取 %3</translation>
    </message>
    <message>
        <source>Try all %1 again</source>
        <translation>全部重试（%1 行）</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RoleHeader</name>
    <message>
        <source>Role of column %1</source>
        <translation>列 %1 的角色</translation>
    </message>
    <message>
        <source>%1 %: %2</source>
        <translation>%1 %：%2</translation>
    </message>
    <message>
        <source>%1 different, %2 missing in the first %3 rows</source>
        <translation>前 %3 行中有 %1 个不同值，缺失 %2</translation>
    </message>
    <message>
        <source>such as %1</source>
        <translation>例如 %1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SliceBar</name>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>All %1 events</source>
        <translation>全部 %1 个事件</translation>
    </message>
    <message>
        <source>%1 of %2 events in the slice</source>
        <translation>%2 个事件中的 %1 个</translation>
    </message>
    <message>
        <source> · %1 left out by cleaning</source>
        <translation> · 清洗时排除 %1 个</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SourcesModel</name>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复行</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SourcesTab</name>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>every imported file; taking an import back leaves the rest as it was</source>
        <translation>每个导入的文件；撤销一次导入不影响其余数据</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>撤销这次导入</translation>
    </message>
    <message>
        <source>Nothing was imported yet</source>
        <translation>还没有导入过数据</translation>
    </message>
    <message>
        <source>A workspace begins with a log: one row for each time an ad was shown.</source>
        <translation>工作区从日志开始：广告每展示一次为一行。</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Reading the sources</source>
        <translation>正在读取来源</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Columns and their roles</source>
        <translation>列与角色</translation>
    </message>
    <message>
        <source>Choose a source to see its hash and mapping.</source>
        <translation>选择一个来源，查看其哈希与映射。</translation>
    </message>
    <message>
        <source>Undo an import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Take the import of %1 back?</source>
        <translation>撤销 %1 的导入？</translation>
    </message>
    <message>
        <source>All files of this import go, with their %1 events and rejected rows. Models stay, and are marked as trained on other data.</source>
        <translation>这次导入的所有文件及其 %1 个事件和被拒绝的行都将移除。模型会保留，并标记为由其他数据训练。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Undoing the import of %1</source>
        <translation>正在撤销 %1 的导入</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>正在撤销导入</translation>
    </message>
</context>
<context>
    <name>adscope::ui::StatefulArea</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>操作没有成功</translation>
    </message>
    <message>
        <source>Details of the failure</source>
        <translation>失败详情</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>old: of %1</source>
        <translation>旧内容：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>adscope::ui::StatusBar</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s left</source>
        <translation>剩余 %1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>剩余 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation><numerusform>CPU · %n 线程</numerusform></translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>Memory %1 / %2 GB</source>
        <translation>内存 %1 / %2 GB</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>取消：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation><numerusform>另有 %n 个</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::TopBar</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Find a page, user, ad, model or action</source>
        <translation>查找页面、用户、广告、模型或操作</translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation>没有工作区</translation>
    </message>
    <message>
        <source>Workspace: %1</source>
        <translation>工作区：%1</translation>
    </message>
    <message>
        <source>Open a workspace…</source>
        <translation>打开工作区…</translation>
    </message>
    <message>
        <source>Open the sample campaign</source>
        <translation>打开示例活动</translation>
    </message>
    <message>
        <source>Close the workspace</source>
        <translation>关闭工作区</translation>
    </message>
</context>
</TS>
