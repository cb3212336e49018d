"""A text for every check of a service file: one with the finding, one just beside it without."""

ONE_ITEM = "一件事: x\n联办事项:\n- {{名称: 甲事项, 部门: 局, {}}}\n"
TWO_ITEMS = (
    "一件事: x\n联办事项:\n- {{名称: 甲事项, 部门: 局, {}}}\n- {{名称: 乙事项, 部门: 局, {}}}\n"
)

# code, a text with the finding, a text just beside it without.
CASES = {
    "source_of_own_papers": (
        ONE_ITEM.format("法定时限: 1 工作日, 材料: [营业执照]")
        + "数据来源: [{名称: 库, 材料: [营业执照]}]",
        ONE_ITEM.format("法定时限: 1 工作日, 材料: [{名称: 营业执照, 来源渠道: 政府部门核发}]")
        + "数据来源: [{名称: 库, 材料: [营业执照]}]",
    ),
    "promise_above_statutory": (
        ONE_ITEM.format("法定时限: 10 工作日, 承诺时限: 11 工作日"),
        ONE_ITEM.format("法定时限: 10 工作日, 承诺时限: 10 工作日"),
    ),
    "no_limit": (ONE_ITEM.format("类型: 其他"), ONE_ITEM.format("法定时限: 10 工作日")),
    "slow_on_the_spot": (
        ONE_ITEM.format("办件类型: 即办件, 承诺时限: 2 工作日"),
        ONE_ITEM.format("办件类型: 即办件, 承诺时限: 1 工作日"),
    ),
    "slow_commitment": (
        ONE_ITEM.format("承诺时限: 5 工作日, 告知承诺: {依据: 清单, 时限: 6 工作日}"),
        ONE_ITEM.format("承诺时限: 5 工作日, 告知承诺: {依据: 清单, 时限: 1 工作日}"),
    ),
    "commitment_with_risk": (
        ONE_ITEM.format("告知承诺: {依据: 清单, 时限: 1 工作日}, 风险标签: [公共安全]"),
        ONE_ITEM.format("告知承诺: {依据: 清单, 时限: 1 工作日}"),
    ),
    "visits_differ": (
        ONE_ITEM.format("跑动: 2, 环节: [{名称: 受理, 跑动: 1}]"),
        ONE_ITEM.format("跑动: 1, 环节: [{名称: 受理, 跑动: 1}]"),
    ),
    "lock_without_basis": (
        ONE_ITEM.format("环节: [{名称: 公示, 不可调整: 是}]"),
        ONE_ITEM.format("环节: [{名称: 公示, 不可调整: 办法第九条}]"),
    ),
    "team_too_small": (
        ONE_ITEM.format("环节: [{名称: 检查, 占用力量: [检查组 3]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 2 人]}]",
        ONE_ITEM.format("环节: [{名称: 检查, 占用力量: [检查组 2]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 2 人]}]",
    ),
    "floor_above_duration": (
        ONE_ITEM.format("环节: [{名称: 公示, 时长: 5 工作日, 最短时限: 6 工作日}]"),
        ONE_ITEM.format("环节: [{名称: 公示, 时长: 5 工作日, 最短时限: 7 自然日}]"),
    ),
    "floor_without_basis": (
        ONE_ITEM.format("环节: [{名称: 公示, 最短时限: 6 工作日}]"),
        ONE_ITEM.format("环节: [{名称: 公示, 最短时限: 6 工作日, 最短时限依据: 办法}]"),
    ),
    "steps_exceed_limit": (
        ONE_ITEM.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 审查 5 工作日]"),
        ONE_ITEM.format("承诺时限: 6 工作日, 环节: [受理 1 工作日, 审查 5 工作日]"),
    ),
    "steps_miss_limit": (
        ONE_ITEM.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 审查 3 工作日]"),
        ONE_ITEM.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 听证 9 工作日, 审查 4 工作日]"),
    ),
    "unknown_duration": (
        ONE_ITEM.format("环节: [受理 1 工作日, 审查]"),
        ONE_ITEM.format("环节: [受理 1 工作日, 审查 1 工作日]"),
    ),
    "floors_exceed_limit": (
        ONE_ITEM.format("承诺时限: 5 工作日, 环节: [{名称: 公示, 最短时限: 6 工作日}]"),
        ONE_ITEM.format("承诺时限: 5 工作日, 环节: [{名称: 公示, 最短时限: 5 工作日}]"),
    ),
    "promise_below_item": (
        ONE_ITEM.format("承诺时限: 5 工作日") + "整体承诺时限: 4 工作日",
        ONE_ITEM.format("承诺时限: 5 工作日") + "整体承诺时限: 5 工作日",
    ),
    "promise_below_chain": (
        TWO_ITEMS.format("承诺时限: 5 工作日", "承诺时限: 3 工作日")
        + "整体承诺时限: 7 工作日\n先后关系: [{甲事项 → 乙事项: 法定前置}]",
        TWO_ITEMS.format("承诺时限: 5 工作日", "承诺时限: 3 工作日")
        + "整体承诺时限: 7 工作日\n先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "precedence_circle": (
        TWO_ITEMS.format("类型: 其他", "类型: 其他")
        + "先后关系: [{甲事项 → 乙事项: 惯例}, {乙事项 → 甲事项: 惯例}]",
        TWO_ITEMS.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "circular_proof": (
        TWO_ITEMS.format("结果: 甲证, 材料: [乙证]", "结果: 乙证, 材料: [甲证]"),
        TWO_ITEMS.format(
            "结果: 甲证, 材料: [乙证]", "结果: 乙证, 材料: [{名称: 甲证, 获取方式: 告知承诺}]"
        ),
    ),
    "waits_for_itself": (
        ONE_ITEM.format("类型: 其他") + "先后关系: [{甲事项 → 甲事项: 惯例}]",
        TWO_ITEMS.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "never_together": (
        TWO_ITEMS.format("适用: {办法: 备案}", "适用: {办法: 核准}")
        + "办理情形: [{问题: 办法, 选项: [备案, 核准]}]\n先后关系: [{甲事项 → 乙事项: 惯例}]",
        TWO_ITEMS.format("适用: {办法: 备案}", "类型: 其他")
        + "办理情形: [{问题: 办法, 选项: [备案, 核准]}]\n先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "duplicate_document": (
        ONE_ITEM.format("材料: [营业执照, 营业执照（复印件）]"),
        ONE_ITEM.format("材料: [{名称: 身份证, 持有人: 父}, {名称: 身份证, 持有人: 母}]"),
    ),
    "near_duplicate_document": (
        ONE_ITEM.format("材料: [经营场所使用证明, 经营场所的使用证明]"),
        ONE_ITEM.format("材料: [经营场所新使用证明, 经营场所旧使用证明]"),
    ),
    "catch_all": (
        ONE_ITEM.format("材料: [法律法规规定的其他材料]"),
        ONE_ITEM.format("材料: [其他股东的身份证]"),
    ),
    "form_without_fields": (
        ONE_ITEM.format("材料: [登记申请表]"),
        ONE_ITEM.format("材料: [{名称: 登记申请表, 字段: [姓名]}]"),
    ),
    "shared_form": (
        TWO_ITEMS.format("材料: [申请表]", "材料: [申请表]") + "材料: [{名称: 申请表, 编号: f}]",
        TWO_ITEMS.format("材料: [申请表]", "材料: [申请表]"),
    ),
    "unused_document": (
        ONE_ITEM.format("材料: [营业执照]") + "材料: [居住证]",
        ONE_ITEM.format("材料: [居住证]") + "材料: [居住证]",
    ),
    "idle_source": (
        ONE_ITEM.format("材料: [营业执照]") + "数据来源: [{名称: 库, 材料: [居住证]}]",
        ONE_ITEM.format("材料: [营业执照]") + "数据来源: [{名称: 库, 材料: [居住证, 营业执照]}]",
    ),
    "source_not_used": (
        ONE_ITEM.format("材料: [执照]") + "数据来源: [{名称: 库, 材料: [执照], 进度: 已上线}]",
        ONE_ITEM.format("材料: [执照]") + "数据来源: [{名称: 库, 材料: [执照], 进度: 未申请}]",
    ),
    "required_twice": (
        ONE_ITEM.format("材料: [营业执照, 合同, 营业执照]"),
        ONE_ITEM.format(
            "材料: [{名称: 营业执照, 适用: {是否新设: 是}}, {名称: 营业执照, 适用: {是否新设: 否}}]"
        )
        + "办理情形: [{问题: 是否新设, 选项: [是, 否]}]",
    ),
    "doubled_list": (
        ONE_ITEM.format("材料: [甲书, 乙证, 丙图, 甲书, 乙证, 丙图]"),
        ONE_ITEM.format("材料: [甲书, 乙证, 丙图, 甲书]"),
    ),
    "no_basis": (
        ONE_ITEM.format("材料: [营业执照]"),
        ONE_ITEM.format("材料: [{名称: 营业执照, 依据: 条例}, {名称: 照片, 确认无依据: 是}]"),
    ),
    "no_copies": (
        ONE_ITEM.format("材料: [{名称: 照片, 份数: 0}]"),
        ONE_ITEM.format("材料: [{名称: 照片, 份数: 0, 获取方式: 取消}]"),
    ),
    "main_deferrable": (
        ONE_ITEM.format("材料: [{名称: 照片, 主要材料: 是, 必要性: 容缺后补}]"),
        ONE_ITEM.format("材料: [{名称: 照片, 必要性: 容缺后补}]"),
    ),
    "basis_and_none": (
        ONE_ITEM.format("材料: [{名称: 照片, 依据: 条例, 确认无依据: 是}]"),
        ONE_ITEM.format("材料: [{名称: 照片, 依据: 条例}]"),
    ),
    "code_shape": (
        ONE_ITEM.format("基本编码: 00010400200"),
        ONE_ITEM.format("基本编码: 000104002000"),
    ),
    "code_parts": (
        ONE_ITEM.format("实施编码: '1145072100000000004000104002000', 基本编码: 000104002001"),
        ONE_ITEM.format("实施编码: '1145072100000000004000104002000', 基本编码: 000104002000"),
    ),
    "condition_in_words": (
        ONE_ITEM.format("办理条件: 涉及占道的"),
        ONE_ITEM.format("办理条件: 涉及占道的, 适用: {占道: 是}")
        + "办理情形: [{问题: 占道, 选项: [是, 否]}]",
    ),
    "either_or": (
        "一件事: x\n联办事项: [{名称: 项目核准, 部门: 局}, {名称: 项目备案, 部门: 局}]",
        """
一件事: x
联办事项:
- {名称: 项目核准, 部门: 局, 适用: {办法: 核准}}
- {名称: 项目备案, 部门: 局, 适用: {办法: 备案}}
办理情形: [{问题: 办法, 选项: [核准, 备案]}]
""",
    ),
    "shares": (
        ONE_ITEM.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲 60%, 乙 30%]}]",
        ONE_ITEM.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲 60%, 乙 40%]}]",
    ),
    "several_defaults": (
        ONE_ITEM.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲（默认）, 乙（默认）]}]",
        ONE_ITEM.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲（默认）, 乙]}]",
    ),
    "no_source": (
        ONE_ITEM.format("材料: [{名称: 执照, 获取方式: 免于提交}]"),
        ONE_ITEM.format("材料: [{名称: 执照, 获取方式: 免于提交, 数据来源: 库}]")
        + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "source_lacks_document": (
        ONE_ITEM.format("材料: [{名称: 执照, 数据来源: 库}]")
        + "数据来源: [{名称: 库, 材料: [照片]}]",
        ONE_ITEM.format("材料: [{名称: 执照, 数据来源: 库}]")
        + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "no_maker": (
        ONE_ITEM.format("材料: [{名称: 执照, 获取方式: 部门间流转}]"),
        TWO_ITEMS.format("材料: [{名称: 执照, 获取方式: 部门间流转}]", "结果: 执照"),
    ),
    "dangling_item": (
        ONE_ITEM.format("类型: 其他") + "先后关系: [{甲事项 → 丙事项: 惯例}]",
        TWO_ITEMS.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "dangling_step": (
        ONE_ITEM.format("材料: [{名称: 照片, 需要时点: 勘验}], 环节: [踏勘]"),
        ONE_ITEM.format("材料: [{名称: 照片, 需要时点: 踏勘}], 环节: [踏勘]"),
    ),
    "dangling_team": (
        ONE_ITEM.format("环节: [{名称: 检查, 占用力量: [检查组]}]"),
        ONE_ITEM.format("环节: [{名称: 检查, 占用力量: [检查组]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 1 人]}]",
    ),
    "dangling_data_source": (
        ONE_ITEM.format("材料: [{名称: 执照, 数据来源: 库}]"),
        ONE_ITEM.format("材料: [{名称: 执照, 数据来源: 库}]")
        + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "dangling_situation": (
        ONE_ITEM.format("适用: {办法: 备案}"),
        ONE_ITEM.format("适用: {办法: 备案}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
    ),
    "dangling_option": (
        ONE_ITEM.format("适用: {办法: 核准}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
        ONE_ITEM.format("适用: {办法: 备案}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
    ),
    "duplicate_id": (
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 部门: 局}]",
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 编号: 甲二, 部门: 局}]",
    ),
}
