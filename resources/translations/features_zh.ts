<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>adscope::ui::RecipeSession</name>
    <message>
        <source>Keep recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>the standard recipe</source>
        <translation>标准配方</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Leave %1 out</source>
        <translation>不用 %1</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Looking at the features</source>
        <translation>正在查看特征</translation>
    </message>
    <message>
        <source>Keeping the recipe</source>
        <translation>正在保存配方</translation>
    </message>
    <message>
        <source>Preview of the recipe</source>
        <translation>配方预览</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RecipeModel</name>
    <message>
        <source>used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Kolmogorov-Smirnov distance %1</source>
        <translation>Kolmogorov-Smirnov 距离 %1</translation>
    </message>
    <message>
        <source>Share of the training impressions that have a value</source>
        <translation>训练展示中有取值的比例</translation>
    </message>
    <message>
        <source>Mutual information with the click on the training rows, less what chance alone would give; a thousandth of a bit</source>
        <translation>训练数据上与点击的互信息，已减去纯属偶然的部分；单位为千分之一比特</translation>
    </message>
    <message>
        <source>Population stability index from train to test: watch over 0.10, act over 0.25</source>
        <translation>训练到测试的群体稳定性指数：超过 0.10 需留意，超过 0.25 需处理</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Information on the click, millibits</source>
        <translation>对点击的信息量（毫比特）</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FeatureDialog</name>
    <message>
        <source>Change a feature</source>
        <translation>修改特征</translation>
    </message>
    <message>
        <source>Add a feature</source>
        <translation>添加特征</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>all of the past; or 7d, 12h, 30m</source>
        <translation>全部历史；或 7d、12h、30m</translation>
    </message>
    <message>
        <source>Give the feature a name.</source>
        <translation>请为特征命名。</translation>
    </message>
</context>
<context>
    <name>adscope::ui::PreviewDialog</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>事件 %1</translation>
    </message>
    <message>
        <source>Of each feature the value in the log and what it becomes; learnt from training rows. A dash is missing or unknown.</source>
        <translation>各特征在日志中的取值及其编码结果；由训练数据学得。短横线表示缺失或未知。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RecipeTab</name>
    <message>
        <source>Looking at what each feature tells</source>
        <translation>正在计算各特征的信息量</translation>
    </message>
    <message>
        <source>Standard recipe</source>
        <translation>标准配方</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>配方 %1</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1（已修改）</translation>
    </message>
    <message>
        <source>: what each feature tells about a click</source>
        <translation>：各特征对点击的信息量</translation>
    </message>
    <message>
        <source>%1 of %2 features used</source>
        <translation>使用 %2 个特征中的 %1 个</translation>
    </message>
    <message>
        <source>, %1 refused</source>
        <translation>，%1 个被拒绝</translation>
    </message>
    <message>
        <source> · train %1 rows · drift: stability index train to test, watch over 0.10, act over 0.25</source>
        <translation> · 训练 %1 行 · 漂移：训练到测试的稳定性指数，超过 0.10 留意，超过 0.25 处理</translation>
    </message>
    <message>
        <source>Keep the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Name; under a name that is there already it becomes the next version</source>
        <translation>名称；若名称已存在，则保存为其下一个版本</translation>
    </message>
    <message>
        <source>base</source>
        <translation>base</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>How alike</source>
        <translation>相似程度</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Add feature</source>
        <translation>添加特征</translation>
    </message>
    <message>
        <source>Preview 5 rows</source>
        <translation>预览 5 行</translation>
    </message>
    <message>
        <source>Keep as version</source>
        <translation>保存为版本</translation>
    </message>
    <message>
        <source>Remove the selected feature</source>
        <translation>移除所选特征</translation>
    </message>
    <message>
        <source>Add to report</source>
        <translation>加入报告</translation>
    </message>
    <message>
        <source>No features yet</source>
        <translation>还没有特征</translation>
    </message>
    <message>
        <source>Features are made of the fields of a log: import one, and see what each field tells about a click.</source>
        <translation>特征由日志的字段生成：导入日志，即可查看各字段对点击的信息量。</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>adscope::ui::TrainForm</name>
    <message>
        <source>standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>The feature recipe to train on; more are made on the page Ads, under Feature recipe</source>
        <translation>训练所用的特征配方；可在“广告”页的“特征配方”中新建</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AppState</name>
    <message>
        <source>Reading the feature recipes</source>
        <translation>正在读取特征配方</translation>
    </message>
</context>
</TS>
