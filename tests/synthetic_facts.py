"""Facts of the running text of synthetic plans: sentences with figures, lists, dates and names, what may be asked about
them, and the true answers. All of it is our own writing.

In a sentence and its answers {n} and {m} are drawn numbers, {y} a year, {items} a drawn list and {pick} one drawn word. In a
question {R} and {r} are the region's full and short name.
"""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """Wordings of one question, any of which may be drawn, and the strings that a right answer holds. ``answers`` is
    empty where the sentence does not say what is asked: then the right answer is a refusal."""

    wordings: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A sentence and what may be asked about it. ``field`` is the field of the plans that may say so, "" for any."""

    sentence: str
    asks: tuple[Ask, ...]
    field: str = ""
    n: tuple[int, int] = (2, 99)
    m: tuple[int, int] = (2, 99)
    items: tuple[tuple[str, ...], int] = ((), 0)
    pick: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class TrueFact:
    """One fact as a plan states it: ``items`` are the listed things, ``numbers`` the drawn n and m."""

    form: Form
    sentence: str
    items: tuple[str, ...]
    numbers: tuple[int, int]
    slots: tuple[tuple[str, str], ...]

    def filled(self, text: str) -> str:
        """A text of the form with this fact's words; {R} and {r} stay."""
        return text.format(**dict(self.slots), R="{R}", r="{r}")


# How many facts a plan states.
_FACTS = 8
_BRANDS = ("邻里暖灯", "阳光驿程", "百事通桥", "金穗同心", "四季连心", "半小时帮办", "蓝马甲在身边", "青山守望")
FORMS: tuple[Form, ...] = (
    Form(
        "每年组织政策宣讲进村居活动不少于{n}场",
        (
            Ask(("{R}每年组织政策宣讲进村居活动不少于多少场？", "{r}每年政策宣讲进村居要办几场", "{r} 政策宣讲进村居 每年几场"), ("{n}场",)),
            Ask(("{R}政策宣讲进村居活动的经费预算是多少万元？",)),
        ),
    ),
    Form(
        "累计投入财政资金{n}万元，改造基层服务用房{m}平方米",
        (
            Ask(("{R}改造基层服务用房累计投入财政资金多少万元？", "{r}改造基层服务用房，财政投了多少钱？"), ("{n}万元",)),
            Ask(("{R}改造了多少平方米基层服务用房？", "{r}基层服务用房改造面积是多少？"), ("{m}平方米",)),
            Ask(("{R}基层服务用房改造的施工单位是哪家？",)),
        ),
        n=(120, 9800), m=(600, 9000),
    ),
    Form(
        "设立{items}三个工作专班",
        (
            Ask(("{R}设立了哪三个工作专班？", "{r}的三个工作专班分别是什么", "{r}设了哪几个工作专班？"), ("{items}",)),
            Ask(("{R}设立的六个工作专班分别是哪六个？",)),
        ),
        items=(("综合协调", "项目推进", "督导考评", "宣传引导", "资金保障"), 3),
    ),
    Form(
        "由{pick}牵头建立联席会议制度，每{items}召开一次会议",
        (
            Ask(("{R}的联席会议制度由哪个单位牵头建立？", "{r}联席会议谁牵头？"), ("{pick}",)),
            Ask(("{R}联席会议多久召开一次？", "{r}联席会议隔多长时间开一次"), ("每{items}",)),
            Ask(("{R}联席会议的召集人姓名是什么？",)),
        ),
        items=(("季度", "半年", "两个月"), 1), pick=("发展改革部门", "财政部门", "组织部门", "政府办公室"),
    ),
    Form(
        "打造“{pick}”服务品牌，组建志愿服务队{n}支",
        (
            Ask(("{R}为打造“{pick}”服务品牌组建了多少支志愿服务队？", "{r}“{pick}”品牌有几支志愿服务队"), ("{n}支",)),
            Ask(("{R}的“{pick}”服务品牌是哪一年注册商标的？",)),
        ),
        pick=_BRANDS,
    ),
    Form(
        "{y}年{m}月底前完成中期评估",
        (
            Ask(("{R}什么时候完成中期评估？", "{r}规划的中期评估哪年哪月底前做完？"), ("{y}年{m}月",)),
            Ask(("{R}的中期评估委托哪家机构开展？",)),
        ),
        m=(1, 12),
    ),
    Form(
        "家庭医生签约服务队扩充到{n}支，为{m}名乡村医生发放学历提升补助",
        (
            Ask(("{R}家庭医生签约服务队要扩充到多少支？", "{r}家庭医生签约服务队有几支"), ("{n}支",)),
            Ask(("{R}为多少名乡村医生发放学历提升补助？", "{r}多少个村医能拿学历提升补助？"), ("{m}名",)),
            Ask(("{R}乡村医生学历提升补助的申请材料有哪些？",)),
        ),
        "卫生健康", m=(20, 400),
    ),
    Form(
        "开设{items}四个专病门诊",
        (
            Ask(("{R}开设了哪四个专病门诊？", "{r}要开哪几个专病门诊？"), ("{items}",)),
            Ask(("{R}专病门诊的挂号费是多少元？",)),
        ),
        "卫生健康", items=(("失眠", "肥胖", "疼痛", "鼻炎", "眩晕", "骨质疏松"), 4),
    ),
    Form(
        "在{pick}片区设置固定献血屋{n}间，配备流动采血车{m}辆",
        (
            Ask(("{R}设置多少间固定献血屋？", "{r}有几间固定献血屋"), ("{n}间",)),
            Ask(("{R}配备流动采血车多少辆？", "{r}流动采血车几辆"), ("{m}辆",)),
            Ask(("{R}的固定献血屋设置在哪个片区？",), ("{pick}片区",)),
        ),
        "卫生健康", pick=("河东", "老城", "高铁站", "临港"),
    ),
    Form(
        "新建、改扩建幼儿园{n}所，选派{m}名骨干教师到农村学校支教",
        (
            Ask(("{R}新建、改扩建幼儿园多少所？", "{r}要新建改扩建几所幼儿园"), ("{n}所",)),
            Ask(("{R}选派多少名骨干教师到农村学校支教？", "{r}派多少老师下乡支教？"), ("{m}名",)),
            Ask(("{R}支教教师每月补贴多少元？",)),
        ),
        "教育", m=(20, 300),
    ),
    Form(
        "普及{items}四类社团课程",
        (
            Ask(("{R}普及哪四类社团课程？", "{r}的社团课程有哪几类？"), ("{items}",)),
            Ask(("{R}社团课程的收费标准是多少？",)),
        ),
        "教育", items=(("合唱", "围棋", "编程", "剪纸", "足球", "武术"), 4),
    ),
    Form(
        "建设老年助餐点{n}处，为{m}户困难老年人家庭实施适老化改造",
        (
            Ask(("{R}建设老年助餐点多少处？", "{r}老年助餐点建几处"), ("{n}处",)),
            Ask(("{R}为多少户困难老年人家庭实施适老化改造？", "{r}适老化改造要做多少户？"), ("{m}户",)),
            Ask(("{R}老年助餐点每餐的价格是多少元？",)),
        ),
        "养老服务", m=(100, 3000),
    ),
    Form(
        "重点培育{items}三类照护人才",
        (
            Ask(("{R}重点培育哪三类照护人才？", "{r}要培育哪些照护人才"), ("{items}",)),
            Ask(("{R}照护人才的最低工资是多少元？",)),
        ),
        "养老服务", items=(("失智照护", "康复护理", "心理慰藉", "营养膳食", "安宁疗护"), 3),
    ),
    Form(
        "{y}年查处违规定点药店{n}家，追回基金{m}万元",
        (
            Ask(("{R}{y}年查处违规定点药店多少家？", "{r}{y}年查了几家违规定点药店"), ("{n}家",)),
            Ask(("{R}{y}年查处违规定点药店追回基金多少万元？", "{r}{y}年追回了多少基金？"), ("{m}万元",)),
            Ask(("{R}{y}年被查处的违规定点药店名单是什么？",)),
        ),
        "医疗保障", m=(100, 3000),
    ),
    Form(
        "将{items}四种慢性病纳入门诊保障",
        (
            Ask(("{R}将哪四种慢性病纳入门诊保障？", "{r}门诊保障新纳入了哪几种慢性病？"), ("{items}",)),
            Ask(("{R}门诊保障的慢性病每年起付线是多少元？",)),
        ),
        "医疗保障", items=(("高血压", "类风湿关节炎", "慢性阻塞性肺疾病", "帕金森病", "癫痫", "慢性肾病"), 4),
    ),
    Form(
        "新建高标准农田{n}万亩，改造灌区{m}处",
        (
            Ask(("{R}新建高标准农田多少万亩？", "{r}高标准农田新建多少"), ("{n}万亩",)),
            Ask(("{R}改造灌区多少处？", "{r}有几处灌区要改造？"), ("{m}处",)),
            Ask(("{R}新建高标准农田每亩补助多少元？",)),
        ),
        "经济社会",
    ),
    Form(
        "重点培育{items}三条产业链",
        (
            Ask(("{R}重点培育哪三条产业链？", "{r}要培育哪些产业链？"), ("{items}",)),
            Ask(("{R}重点培育的产业链链长是谁？",)),
        ),
        "经济社会", items=(("竹木家居", "智能农机", "绿色食品", "储能电池", "功能纤维"), 3),
    ),
)  # fmt: skip


def draw_facts(draw: random.Random, field: str, region: str) -> list[TrueFact]:
    """Facts of a plan of a field, in the order of its text. Every plan has those of its field."""
    own = [form for form in FORMS if form.field == field]
    general = [form for form in FORMS if not form.field]
    chosen = [*own, *draw.sample(general, min(len(general), _FACTS - len(own)))]
    return [_fact(draw, form, region) for form in chosen]


def _fact(draw: random.Random, form: Form, region: str) -> TrueFact:
    pool, count = form.items
    items = tuple(draw.sample(pool, count))
    numbers = draw.randint(*form.n), draw.randint(*form.m)
    year = str(draw.choice((2021, 2022, 2023)))
    slots = {
        "n": str(numbers[0]),
        "m": str(numbers[1]),
        "y": year,
        "items": "、".join(items),
        "pick": draw.choice(form.pick),
    }
    opening = draw.choice(("", f"{region}"))
    return TrueFact(form, f"{opening}{form.sentence.format(**slots)}。", items, numbers, tuple(slots.items()))
