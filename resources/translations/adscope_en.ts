<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>adscope::ui::FileList</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation><numerusform>%n row</numerusform><numerusform>%n rows</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation><numerusform>%n column</numerusform><numerusform>%n columns</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation><numerusform>%n file</numerusform><numerusform>%n files</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::FilterDialog</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation><numerusform>%n value</numerusform><numerusform>%n values</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::HomePage</name>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation><numerusform>%n source</numerusform><numerusform>%n sources</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) finished</source>
        <translation><numerusform>%n model finished</numerusform><numerusform>%n models finished</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) to compare</source>
        <translation><numerusform>%n model to compare</numerusform><numerusform>%n models to compare</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n trained</source>
        <translation><numerusform>%n trained</numerusform><numerusform>%n trained</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) saw other data</source>
        <translation><numerusform>%n model saw other data</numerusform><numerusform>%n models saw other data</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n report file(s) written</source>
        <translation><numerusform>%n report file written</numerusform><numerusform>%n report files written</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::PreviewModel</name>
    <message numerus="yes">
        <source>The %n oddest row(s) of the sample</source>
        <translation><numerusform>The %n oddest row of the sample</numerusform><numerusform>The %n oddest rows of the sample</numerusform></translation>
    </message>
</context>
<context>
    <name>adscope::ui::StatusBar</name>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation><numerusform>CPU · %n thread</numerusform><numerusform>CPU · %n threads</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation><numerusform>%n more</numerusform><numerusform>%n more</numerusform></translation>
    </message>
</context>
</TS>
