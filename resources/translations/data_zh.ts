<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>adscope::ui::ColumnsTab</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>fields of users and ads count the users and ads of the slice</source>
            <translation>用户与广告的字段按切片中的用户数、广告数计数</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>No columns yet</source>
            <translation>还没有列</translation>
        </message>
        <message>
            <source>Import a log: every column of it is listed here with what it holds.</source>
            <translation>导入日志后，这里会列出每一列及其取值。</translation>
        </message>
        <message>
            <source>Looking at the columns</source>
            <translation>正在查看各列</translation>
        </message>
        <message>
            <source>attribute</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>context</source>
            <translation>上下文</translation>
        </message>
        <message>
            <source>outcome</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>kept</source>
            <translation>保留</translation>
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
            <source>position</source>
            <translation>位置</translation>
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
            <source>rating</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>propensity</source>
            <translation>倾向得分</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>image</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>flag</source>
            <translation>是否</translation>
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
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>属于</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>Distinct</source>
            <translation>不同取值</translation>
        </message>
        <message>
            <source>Most frequent</source>
            <translation>最常见</translation>
        </message>
        <message>
            <source>%1 columns</source>
            <translation>%1 列</translation>
        </message>
        <message>
            <source>Most frequent values of %1</source>
            <translation>%1 最常见的取值</translation>
        </message>
        <message>
            <source>%1 different</source>
            <translation>%1 个不同取值</translation>
        </message>
        <message>
            <source>mean %1, deviation %2</source>
            <translation>均值 %1，标准差 %2</translation>
        </message>
        <message>
            <source>least %1, quarters %2, %3, %4, most %5</source>
            <translation>最小 %1，四分位 %2、%3、%4，最大 %5</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>取值</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Only this</source>
            <translation>只看这项</translation>
        </message>
        <message>
            <source>Leave this out</source>
            <translation>排除这项</translation>
        </message>
        <message>
            <source>%1 without %2</source>
            <translation>%1 不含 %2</translation>
        </message>
    </context>
    <context>
        <name>adscope::ui::DataPage</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>SQL</source>
            <translation>SQL</translation>
        </message>
        <message>
            <source>SQL · %1</source>
            <translation>SQL · %1</translation>
        </message>
    </context>
    <context>
        <name>adscope::ui::SqlTab</name>
        <message>
            <source>Export every row</source>
            <translation>导出全部行</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Runs the selection, or everything (Ctrl+Enter)</source>
            <translation>运行选中部分，或全部（Ctrl+Enter）</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>查询计划</translation>
        </message>
        <message>
            <source>How SQLite would answer, without running it</source>
            <translation>不运行，只看 SQLite 会如何查询</translation>
        </message>
        <message>
            <source>Save as view…</source>
            <translation>存为视图…</translation>
        </message>
        <message>
            <source>read-only: nothing here can change the data</source>
            <translation>只读：这里不会改动数据</translation>
        </message>
        <message>
            <source>Row limit</source>
            <translation>行数上限</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>时间上限</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>Bars</source>
            <translation>柱形</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>折线</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>散点</translation>
        </message>
        <message>
            <source>Kind of chart</source>
            <translation>图表类型</translation>
        </message>
        <message>
            <source>Column drawn upwards</source>
            <translation>纵轴的列</translation>
        </message>
        <message>
            <source>Column drawn along</source>
            <translation>横轴的列</translation>
        </message>
        <message>
            <source>SQL query</source>
            <translation>SQL 查询</translation>
        </message>
        <message>
            <source>SELECT device, count(*) AS impressions, avg(click) AS ctr FROM sliced GROUP BY device
-- sliced: the events of the slice bar above; Ctrl+Space lists the names</source>
            <translation>SELECT device, count(*) AS impressions, avg(click) AS ctr FROM sliced GROUP BY device
-- sliced：上方切片栏中的事件；Ctrl+空格 列出名称</translation>
        </message>
        <message>
            <source>Export all rows…</source>
            <translation>导出全部行…</translation>
        </message>
        <message>
            <source>Run an example</source>
            <translation>运行示例</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Saved views</source>
            <translation>已存视图</translation>
        </message>
        <message>
            <source>each can be read by its name</source>
            <translation>每个都可以用名称读取</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>No query was run yet</source>
            <translation>还没有运行过查询</translation>
        </message>
        <message>
            <source>Write a SELECT above and press Ctrl+Enter. v_events, v_users and v_ads have readable names.</source>
            <translation>在上方写一条 SELECT，按 Ctrl+Enter。v_events、v_users、v_ads 使用可读的名称。</translation>
        </message>
        <message>
            <source>Reading names</source>
            <translation>正在读取名称</translation>
        </message>
        <message>
            <source>Running the query</source>
            <translation>正在运行查询</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>已拒绝</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>%1 rows in %2 s</source>
            <translation>%1 行，用时 %2 秒</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Only the first %1 rows are shown; there are more. The export has all of them.</source>
            <translation>只显示前 %1 行，还有更多；导出包含全部行。</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source>Save as view</source>
            <translation>存为视图</translation>
        </message>
        <message>
            <source>Name (letters, digits and underscores)</source>
            <translation>名称（字母、数字和下划线）</translation>
        </message>
        <message>
            <source>Saving the view</source>
            <translation>正在保存视图</translation>
        </message>
        <message>
            <source>Removing the view</source>
            <translation>正在移除视图</translation>
        </message>
        <message>
            <source>Exporting the query</source>
            <translation>正在导出查询</translation>
        </message>
    </context>
    <context>
        <name>adscope::ui::AdsPage</name>
        <message>
            <source>Feature recipe</source>
            <translation>特征配方</translation>
        </message>
    </context>
</TS>
